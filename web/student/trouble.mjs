/** What cannot go on: a screen that says so, a next try by itself where there is one, and what *Try again* does. */

import * as api from "../shared/api.mjs";
import * as late from "./late.mjs";
import { screenOfCode } from "./refusal-screens.mjs";
import { sounds } from "./sounds.mjs";
import { screenOf, showFault, waitForAnswer } from "./unanswered.mjs";
import * as view from "./view.mjs";

/** @typedef {import("./sign-in-client.mjs").Refused} Refused */
/** @typedef {import("../shared/api.mjs").Unreachable} Unreachable */

/** The wait after too many tries, where the server names none. */
const REST_S = 8;

/** One trouble after another. */
export class Trouble {
  /** What *Try again* does. */
  again = () => {};
  #stopCountdown = () => {};
  /** Counts what was told, and what came in between. */
  #turn = 0;
  #onTell;

  /** @param {() => void} onTell whatever was going on is over */
  constructor(onTell) {
    this.#onTell = onTell;
  }

  /**
   * Say what is wrong. Where the words for it have not come with the page yet they are waited for; if they do not come it
   * is the line that is wrong, and to try again is to bring them.
   * @param {string} screen @param {() => void} [again] @param {() => void} [fill] what is to be seen in it
   */
  async tell(screen, again = () => {}, fill = () => this.#fill(screen)) {
    this.#onTell();
    this.again = again;
    const turn = this.#turn;
    if (!view.has(screen)) {
      view.show("checking");
      await late.notices.bring();
      if (turn !== this.#turn) return; // somebody went on meanwhile
      if (!view.has(screen)) {
        this.unanswered(api.silence(), () => this.tell(screen, again, fill));
        return;
      }
    }
    fill();
    view.show(screen);
  }

  /** The server, or whoever looked at a badge, said no. @param {Refused} refusal @param {() => void} again */
  refused({ code, status, retryAfter }, again) {
    const screen = screenOfCode(code);
    this.tell(screen, again, () => this.#fill(screen, retryAfter, status));
    sounds.wrong();
  }

  /** Nobody answered: it is tried again by itself. @param {Unreachable} answer @param {() => void} again */
  unanswered(answer, again) {
    this.tell(screenOf(answer), again);
    this.#stopCountdown = waitForAnswer(answer, () => this.retry());
  }

  /** Somebody taps *Try again*, or it is time to. */
  retry() {
    this.end();
    this.again();
  }

  /** Nothing is waited for or tried by itself any more. */
  end() {
    this.#turn++;
    this.#stopCountdown();
  }

  /** @param {string} screen @param {number | null} [restS] @param {number} [status] */
  #fill(screen, restS = null, status = 500) {
    if (screen === "wait") this.#rest(restS ?? REST_S);
    if (screen === "net-fault") showFault(status);
  }

  /** Too many tries: count down, then offer another. @param {number} seconds */
  #rest(seconds) {
    const button = view.find("[data-action=retry]", view.screen("wait"));
    button.hidden = true;
    this.#stopCountdown = view.countDown("wait", seconds, () => {
      button.hidden = false;
    });
  }
}
