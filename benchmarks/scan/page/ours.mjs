/** The portal's own worker, as the site has it, by the messages of messages.schema.json alone. */

/** @typedef {{ owner: string | null, refused: string | null, ms: number }} Look */

export class Ours {
  #worker;
  /** @type {(message: any) => void} */
  #hear = () => {};

  /** @param {string} url of the site's worker */
  constructor(url) {
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
  }

  /** Until Python looks at frames. */
  ready() {
    return this.#until(({ type, reason, by }) => {
      if (type === "failed" || by === "decoder") throw new Error(`no Python: ${reason}`);
      return type === "ready";
    });
  }

  /** Forget the last child: what the page sends when a scan begins. */
  forget() {
    this.#worker.postMessage({ type: "forget" });
  }

  /**
   * Have a frame looked at, and a badge in it exchanged.
   * @param {VideoFrame | ImageBitmap} frame is handed over
   * @returns {Promise<Look>} `ms` until the worker said whether there is a badge
   */
  async look(frame) {
    const began = performance.now();
    const first = this.#until(({ type }) => type === "looked" || type === "checking");
    this.#worker.postMessage({ type: "frame", frame }, [frame]);
    const { type } = await first;
    const ms = performance.now() - began;
    if (type === "looked") return { owner: null, refused: null, ms };
    const outcome = await this.#until(({ type }) => ["signed-in", "refused", "unreachable"].includes(type));
    this.forget();
    const owner = outcome.type === "signed-in" ? outcome.dashboard.person.given_name : null;
    return { owner, refused: owner ? null : (outcome.code ?? outcome.type), ms };
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
