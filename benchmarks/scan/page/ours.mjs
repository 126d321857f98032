/**
 * Python's worker, as the site has it, by the messages of messages.schema.json alone; and the exchange of what it
 * reads, which is the page's.
 */

/** @typedef {{ owner: string | null, refused: string | null, ms: number }} Outcome */

export class Ours {
  #worker;
  #turn = 0;
  /** @type {(message: any) => void} */
  #hear = () => {};

  /** @param {{ worker: string, decoder: string }} urls of the site's files */
  constructor({ worker, decoder }) {
    this.decoder = decoder;
    this.#worker = new Worker(worker, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
  }

  /** Until Python looks at frames. */
  async ready() {
    const ready = this.#until(({ type }) => type === "ready");
    const module = await WebAssembly.compileStreaming(fetch(this.decoder));
    this.#worker.postMessage({ type: "decoder", module });
    await ready;
  }

  /** Forget the last child: what the page does when a scan begins. */
  reset() {
    this.#turn += 1;
  }

  /**
   * Have a frame scanned, and a badge in it exchanged.
   * @param {VideoFrame | ImageBitmap} frame is handed over
   * @returns {Promise<Outcome>} `ms` until the worker said whether there is a badge
   */
  async scan(frame) {
    const began = performance.now();
    const first = this.#until(({ type }) => type === "looked" || type === "checking");
    this.#worker.postMessage({ type: "frame", turn: this.#turn, frame }, [frame]);
    const { type } = await first;
    const ms = performance.now() - began;
    if (type === "looked") return { owner: null, refused: null, ms };
    const { badge, code } = await this.#until(({ type }) => type === "badge" || type === "refused");
    this.reset();
    return { ...(code ? { owner: null, refused: code } : await exchange(badge)), ms };
  }

  /** @param {(message: any) => boolean} isIt @returns {Promise<any>} */
  #until(isIt) {
    return new Promise((resolve, reject) => {
      this.#hear = (message) => {
        try {
          if (message.type === "failed") throw new Error(message.reason);
          if (isIt(message)) resolve(message);
        } catch (error) {
          reject(error);
        }
      };
    });
  }
}

/** What the server makes of a badge: the first name of whom it let in, or why nobody. @param {string} badge */
async function exchange(badge) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/v1/session", { method: "POST", headers, body: JSON.stringify({ badge }) });
  const told = await answer.json();
  return answer.ok
    ? { owner: told.person.given_name, refused: null }
    : { owner: null, refused: told.code ?? `${answer.status}` };
}
