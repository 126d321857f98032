/** What shows while the program loads: its bytes, that it stands still, and why it did not come. */

import * as view from "../student/view.mjs";

const STALLED_MS = 10_000;

/** The loading of one program, from the first request to the last word on it. */
export class LoadProgress {
  #stalled = 0;
  #isOver = false;

  /** It was asked for, or bytes came: say so if no more come for long. */
  expect() {
    view.showStalled(false);
    clearTimeout(this.#stalled);
    this.#stalled = setTimeout(() => view.showStalled(true), STALLED_MS);
  }

  /** So many bytes have come. @param {number} done @param {number} total */
  update(done, total) {
    if (this.#isOver) return; // other files still come where one is lost
    view.showProgress(done, total);
    this.expect();
  }

  /** Nothing is waited for any more. @param {string} cause why not all of it came, if so */
  end(cause = "") {
    this.#isOver = true;
    clearTimeout(this.#stalled);
    view.showStalled(false);
    view.showCause(cause);
  }
}
