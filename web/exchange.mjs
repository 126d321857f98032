/**
 * A badge's way to the server: sent once, kept while there is no answer, sent again when asked. Whoever read
 * the badge, Python or the decoder alone, hands it over here, so a kept badge outlives the change of hands.
 */

import * as api from "./api.mjs";

/** @typedef {import("./types").Outcome} Outcome */

/** One badge at a time, on its way to becoming a dashboard. */
export class Exchange {
  /** @type {string | null} */
  #kept = null;
  #leaving = new AbortController();

  /**
   * @param {(outcome: Outcome) => void} tell
   * @param {(proof: { badge: string }, leaving: AbortSignal) => Promise<api.Answer>} [signIn]
   */
  constructor(tell, signIn = api.signIn) {
    this.tell = tell;
    this.signIn = signIn;
  }

  /**
   * Send a badge and tell the outcome, unless the badge was forgotten meanwhile: then its answer belongs to a
   * child who has left.
   * @param {string} badge in any form the server takes
   */
  async send(badge) {
    this.forget();
    this.#kept = badge;
    const { signal } = (this.#leaving = new AbortController());
    const answer = await this.signIn({ badge }, signal);
    if (signal.aborted) return;
    if (answer.kind !== "unreachable") this.#kept = null;
    this.tell(outcomeOf(answer));
  }

  /** Send the kept badge again. */
  async retry() {
    if (this.#kept !== null) await this.send(this.#kept);
  }

  /** Drop the kept badge, for the next child. */
  forget() {
    this.#kept = null;
    this.#leaving.abort();
  }
}

/** @param {api.Answer} answer @returns {Outcome} */
function outcomeOf(answer) {
  if (answer.kind === "ok") return { type: "signed-in", dashboard: answer.body };
  if (answer.kind === "unreachable") return { type: "unreachable" };
  return { type: "refused", code: answer.code, retryAfter: answer.retryAfter };
}
