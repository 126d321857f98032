/**
 * A proof's way to the server: sent once, kept while there is no answer, sent again when asked. Whatever signs a child
 * in, a badge that was held up, one in the address or the form, goes this way, whoever read it.
 */

import * as api from "../shared/api.mjs";

/** @typedef {import("../shared/types").SignedIn} SignedIn */
/** @typedef {{ code: string, status?: number | undefined, retryAfter: number | null }} Refused */
/** @typedef {import("../shared/types").SecondStepAsked} SecondStepAsked */
/** @typedef {{ type: "signed-in", dashboard: SignedIn } | { type: "second-step", asked: SecondStepAsked } | ({ type: "refused" } & Refused) | { type: "unreachable", answer: api.Unreachable }} Outcome */
/** @typedef {{ badge: string } | { username: string, password: string } | { username: string, backup_code: string } | { step: "" | "/choice", secret: object }} Proof a badge is in any form the server takes; a step is of one that waits */

/** Exchanges one proof at a time for a dashboard. */
export class SignInClient {
  /** @type {Proof | null} */
  #kept = null;
  #leaving = new AbortController();
  #onOutcome;
  #signIn;

  /**
   * @param {(outcome: Outcome, proof: Proof) => void} onOutcome
   * @param {(proof: Proof, leaving: AbortSignal) => Promise<api.Answer>} [signIn]
   */
  constructor(onOutcome, signIn = api.signIn) {
    this.#onOutcome = onOutcome;
    this.#signIn = signIn;
  }

  /**
   * Send a proof and tell the outcome, unless the proof was dropped meanwhile: then its answer belongs to a
   * child who has left.
   * @param {Proof} proof
   */
  async send(proof) {
    this.cancel();
    this.#kept = proof;
    const { signal } = (this.#leaving = new AbortController());
    const answer = await this.#signIn(proof, signal);
    if (signal.aborted) return;
    if (answer.kind === "ok" || (answer.kind === "refused" && !api.isFault(answer))) this.#kept = null;
    this.#onOutcome(outcomeOf(answer), proof);
  }

  /** Send the kept proof again. */
  async retry() {
    if (this.#kept !== null) await this.send(this.#kept);
  }

  /** Drop the kept proof, for the next child. */
  cancel() {
    this.#kept = null;
    this.#leaving.abort();
  }
}

/** @param {api.Answer} answer @returns {Outcome} */
function outcomeOf(answer) {
  if (answer.kind === "ok" && answer.body.second_step) return { type: "second-step", asked: answer.body };
  if (answer.kind === "ok") return { type: "signed-in", dashboard: answer.body };
  if (answer.kind === "unreachable") return { type: "unreachable", answer };
  const { code, status, retryAfter } = answer;
  return { type: "refused", code, retryAfter, status };
}
