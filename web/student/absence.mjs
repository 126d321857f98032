/**
 * Whether somebody who is in has been away for long: the lid was closed, the tab put to sleep, the page out of sight
 * with no app of theirs before it. The time of the last sign of life is kept on the device, so that a page that was
 * loaded anew meanwhile knows it too; and another tab that somebody uses speaks for this one.
 */

import { recall, remember } from "../shared/storage.mjs";

const SEEN = "harmony.seen";
const LOOK_MS = 1000;
/** It is written down no more often. */
const NOTE_MS = 5000;

/** Nobody is waited for here: whoever is in goes on elsewhere, or somebody new comes. */
export const forgetSeen = () => remember(SEEN, null);

export class Absence {
  #timer = 0;
  #limitMs = Number.POSITIVE_INFINITY;
  #isHere;
  #onLong;
  #now;

  /**
   * @param {() => boolean} isHere whether somebody may be using the page, or an app that it opened
   * @param {() => void} onLong nobody was here for longer than the limit
   * @param {() => number} now the time of day in milliseconds: it alone goes on while a device sleeps
   */
  constructor(isHere, onLong, now = Date.now) {
    this.#isHere = isHere;
    this.#onLong = onLong;
    this.#now = now;
  }

  /** Whether the last sign of life is longer ago than so many seconds. @param {number} limitS */
  wasLong(limitS) {
    const seen = Number(recall(SEEN));
    return seen > 0 && this.#now() - seen > limitS * 1000;
  }

  /** Somebody is in. @param {number} limitS how long they may be away, in seconds */
  begin(limitS) {
    clearInterval(this.#timer);
    this.#limitMs = limitS * 1000;
    this.#note();
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Nobody is in. */
  end() {
    clearInterval(this.#timer);
    this.#limitMs = Number.POSITIVE_INFINITY;
    forgetSeen();
  }

  /** Look whether somebody is here. @returns {boolean} whether they were away for long */
  look() {
    const isLong = this.wasLong(this.#limitMs / 1000);
    if (isLong) this.#onLong();
    else if (this.#isHere() && this.#now() - Number(recall(SEEN)) >= NOTE_MS) this.#note();
    return isLong;
  }

  #note() {
    remember(SEEN, String(this.#now()));
  }
}
