/** A back-up code on the teacher's screen: large, read aloud in threes, gone when its time is over or the page is left. */

import { fill, made, slot } from "../shell/bind.mjs";
import { say } from "../shell/live.mjs";
import { secondsUntil, span } from "../shell/when.mjs";
import { language, word } from "../shell/words.mjs";
import { inThrees, spoken } from "./spoken.mjs";

/** When what is left is said aloud, in seconds: seconds are not announced. */
const SAID_AT_S = [300, 60];

/** One code that shows. */
export class BackupCode {
  #clock = 0;
  #expires;

  /** @param {string} name @param {{ code: string, expires_at: string }} given */
  constructor(name, { code, expires_at: expires }) {
    this.#expires = expires;
    const aloud = spoken(code, word);
    this.root = made("backup-code", {
      title: word("their_code", { name }),
      digits: inThrees(code),
      spoken: aloud,
      words: aloud,
      over: false,
    });
    this.#tick();
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  /** It shows: the code's heading takes the focus, and the digits are said once. */
  shown() {
    slot(this.root, "title").focus();
    say(slot(this.root, "spoken").textContent ?? "");
  }

  /** Show it across the page, or not. */
  toggleLarge() {
    const isLarge = this.root.classList.toggle("large");
    this.root.querySelector("[data-action=code-large]")?.setAttribute("aria-pressed", String(isLarge));
  }

  /** It is looked at no more. */
  remove() {
    clearInterval(this.#clock);
    this.root.remove();
  }

  #tick() {
    const left = secondsUntil(this.#expires);
    if (left <= 0) return this.#isOver();
    const text = word("left", { time: span(left, language()) });
    fill(this.root, { bar: { value: left }, left: text });
    if (SAID_AT_S.includes(Math.round(left))) say(text);
  }

  #isOver() {
    clearInterval(this.#clock);
    fill(this.root, { digits: "", spoken: "", words: "", left: "", over: true, bar: { value: 0 } });
  }
}
