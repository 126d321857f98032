/**
 * The one client of the API. Whoever asks waits for an answer and nothing else: that a session has ended, that a second
 * step is wanted, that nobody answers is told and mended in here, and then asked again.
 */

import { ask as send } from "../../shared/api.mjs";

/** @typedef {import("../../shared/api.mjs").Answer} Answer */
/** @typedef {import("../../shared/api.mjs").Unreachable} Unreachable */

/**
 * What mends each; says whether to ask again.
 * @typedef {object} Mending
 * @property {() => Promise<boolean>} signIn
 * @property {(code: string) => Promise<boolean>} secondStep
 * @property {(answer: Unreachable, keep?: string) => Promise<boolean>} away
 * @property {(isWorking: boolean) => void} onWorking
 * @property {() => void} onAnswer the server has answered, so the session is in use
 */

const SESSION_OVER = ["not_signed_in", "session_expired", "unauthorized"];
const SECOND_STEP = ["second_step_required", "fresh_second_step_required"];

/** Asks the staff API. */
export class Client {
  #asking = 0;
  #mending;

  /** @param {Mending} mending */
  constructor(mending) {
    this.#mending = mending;
  }

  /** @param {string} path below /api/v1/ */
  get(path) {
    return this.ask("GET", path);
  }

  /**
   * Ask until there is an answer. What changes something is sent again only if `keep` says what to call it while it
   * waits; else who asked hears that nobody answers.
   * @param {string} method @param {string} path below /api/v1/ @param {object} [body] @param {{ keep?: string }} [options]
   * @returns {Promise<Answer>}
   */
  async ask(method, path, body, { keep } = {}) {
    for (;;) {
      const answer = await this.#send(method, path, body);
      if (!(await this.#isMended(answer, method, keep))) return answer;
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #send(method, path, body) {
    if (this.#asking++ === 0) this.#mending.onWorking(true);
    const answer = await send(method, `/api/v1/${path}`, body);
    if (--this.#asking === 0) this.#mending.onWorking(false);
    if (answer.kind === "ok") this.#mending.onAnswer();
    return answer;
  }

  /** @param {Answer} answer @param {string} method @param {string} [keep] @returns {Promise<boolean>} */
  async #isMended(answer, method, keep) {
    if (answer.kind === "unreachable")
      return method === "GET" || keep ? this.#mending.away(answer, keep) : false;
    if (answer.kind === "ok") return false;
    if (SESSION_OVER.includes(answer.code)) return this.#mending.signIn();
    if (SECOND_STEP.includes(answer.code)) return this.#mending.secondStep(answer.code);
    return false;
  }
}
