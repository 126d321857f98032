/**
 * The page's half of the worker: an observable start, `idle -> loading -> ready | failed`, and messages out.
 * `sees` can come true before `ready` does. `failed` is final; a page that wants another try loads anew.
 */

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./types").WorkerMessage} WorkerMessage */
/** @typedef {import("./types").Cause} Cause */
/** @typedef {"idle" | "loading" | "ready" | "failed"} Boot */

/** A start that says nothing for so long is broken: some browsers refuse WebAssembly without a word. */
const SILENCE_MS = 60_000;

/** Starts the worker when first asked to, and passes on what it says. */
export class Scanner {
  /** @type {Boot} */
  boot = "idle";
  /** Whether frames can be sent: the decoder alone looks at them while Python is still coming. */
  sees = false;
  /** @type {Worker | null} */
  #worker = null;
  #silence = 0;

  /** @param {(message: PageMessage) => void} onMessage */
  constructor(onMessage) {
    this.onMessage = onMessage;
  }

  /** Begin to load Python, once. */
  start() {
    if (this.boot !== "idle") return;
    this.boot = "loading";
    this.#listen();
    try {
      this.#worker = new Worker(WORKER_URL, { type: "module" });
    } catch (error) {
      this.#fail(String(error)); // WebKit throws where other engines send an error event
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", (event) => this.#fail(event.message || "the worker did not load"));
  }

  /** @param {WorkerMessage} message a frame in it is handed over, not copied */
  send(message) {
    this.#worker?.postMessage(message, "frame" in message ? [message.frame] : []);
  }

  /** @param {PageMessage} message */
  #hear(message) {
    if (this.boot === "failed") return;
    if (message.type === "failed") {
      this.#fail(message.reason, message.cause);
      return;
    }
    if (this.boot === "loading") this.#listen();
    if (message.type === "seeing") this.sees = true;
    if (message.type === "ready") {
      this.boot = "ready";
      this.sees = true;
      clearTimeout(this.#silence);
    }
    this.onMessage(message);
  }

  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#giveUp(), SILENCE_MS);
  }

  /** Python is not heard of any more; what can see already goes on without it. */
  #giveUp() {
    if (this.sees) this.#hear({ type: "ready", by: "decoder" });
    else this.#fail("nothing heard from the worker");
  }

  /** @param {string} reason @param {Cause} [cause] */
  #fail(reason, cause = "broken") {
    if (this.boot === "failed") return;
    this.boot = "failed";
    this.sees = false;
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.onMessage({ type: "failed", cause, reason });
  }
}
