/** What cannot go on: a screen that says so, a next try by itself where there is one, and what *Try again* does. */

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
  #onTell;

  /** @param {() => void} onTell whatever was going on is over */
  constructor(onTell) {
    this.#onTell = onTell;
  }

  /** Say what is wrong. @param {string} screen @param {() => void} again @param {number | null} [restS] */
  tell(screen, again, restS = null) {
    this.#onTell();
    this.again = again;
    view.show(screen);
    if (screen === "wait") this.#rest(restS ?? REST_S);
  }

  /** The server, or whoever looked at a badge, said no. @param {Refused} refusal @param {() => void} again */
  refused({ code, status = 500, retryAfter }, again) {
    const screen = screenOfCode(code);
    this.tell(screen, again, retryAfter);
    sounds.wrong();
    if (screen === "net-fault") showFault(status);
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

  /** Nothing is tried by itself any more. */
  end() {
    this.#stopCountdown();
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
