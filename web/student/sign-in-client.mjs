/**
 * A proof's way to the server: sent once, kept while there is no answer, sent again when asked. Whatever signs a child
 * in, a badge that was held up, one in the address or the form, goes this way, whoever read it.
 */

import * as api from "../shared/api.mjs";

/** @typedef {import("../shared/types").Outcome} Outcome */
/** @typedef {{ badge: string } | { username: string, password: string }} Proof a badge is in any form the server takes */

/** One proof at a time, on its way to becoming a dashboard. */
export class Exchange {
  /** @type {Proof | null} */
  #kept = null;
  #leaving = new AbortController();

  /**
   * @param {(outcome: Outcome, proof: Proof) => void} tell
   * @param {(proof: Proof, leaving: AbortSignal) => Promise<api.Answer>} [signIn]
   */
  constructor(tell, signIn = api.signIn) {
    this.tell = tell;
    this.signIn = signIn;
  }

  /**
   * Send a proof and tell the outcome, unless the proof was forgotten meanwhile: then its answer belongs to a
   * child who has left.
   * @param {Proof} proof
   */
  async send(proof) {
    this.forget();
    this.#kept = proof;
    const { signal } = (this.#leaving = new AbortController());
    const answer = await this.signIn(proof, signal);
    if (signal.aborted) return;
    if (answer.kind !== "unreachable") this.#kept = null;
    this.tell(outcomeOf(answer), proof);
  }

  /** Send the kept proof again. */
  async retry() {
    if (this.#kept !== null) await this.send(this.#kept);
  }

  /** Drop the kept proof, for the next child. */
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
