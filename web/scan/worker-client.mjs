/** One of the page's two workers: its start, what it still owes an answer to, and its end. */

/** @typedef {import("../shared/types").Told} Told */
/** @typedef {import("../shared/types").Cause} Cause */
/**
 * @typedef {object} Listener
 * @property {(message: Told) => void} hear what the worker says
 * @property {(cause: Cause, reason: string) => void} lose it can do nothing any more, and is not heard from now on
 */

/** After these a picture is done with. */
const LAST_WORDS = ["looked", "badge", "refused"];
/** A worker that has not said what is in a picture for so long never will: the cold half of Python, which a rare picture
 * calls for, takes 30 s on half a megabit; and a slow device looks at a photo for long. */
const PATIENCE_MS = { frame: 30_000, photo: 60_000 };
/** It is waited for in so many parts: a device that slept meanwhile has waited for one of them at most. */
const PARTS = 10;

/** Starts a worker, and passes on what it says of this turn's pictures. */
export class Partner {
  /** Whether pictures can be sent. */
  sees = false;
  /** Whether it has a picture of this turn, or is checking a badge that was in one. */
  owes = false;
  #isThere = true;
  #retires = false;
  #waiting = 0;
  #turn;
  /** @type {Worker | null} */
  #worker = null;

  /**
   * @param {string} url of its script
   * @param {number} turn whose pictures come first
   * @param {Listener} listener
   */
  constructor(url, turn, listener) {
    this.#turn = turn;
    this.listener = listener;
    try {
      this.#worker = this.#start(url);
    } catch (error) {
      queueMicrotask(() => this.#lose("broken", String(error))); // WebKit throws where others send an event
    }
  }

  /** @param {string} url */
  #start(url) {
    const worker = new Worker(url, { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("messageerror", () => this.#lose("broken", "a message could not be read"));
    worker.addEventListener("error", ({ message }) => this.#lose("broken", message || "it did not load"));
    return worker;
  }

  /** Whether it has not ended. */
  get isThere() {
    return this.#isThere;
  }

  /** Give it the decoder. @param {WebAssembly.Module} module */
  give(module) {
    try {
      this.#worker?.postMessage({ type: "decoder", module });
    } catch (error) {
      this.#lose("broken", String(error)); // an engine that moves no module to a worker
    }
  }

  /**
   * Have a picture looked at; it is handed over, not copied. Throws where the engine moves none of this kind.
   * @param {"frame" | "photo"} type @param {import("../shared/types").Frame} frame
   */
  look(type, frame) {
    this.#worker?.postMessage({ type, turn: this.#turn, frame }, [frame]);
    this.owes = true;
    this.#wait(PATIENCE_MS[type] / PARTS);
  }

  /** @param {number} ms of each part */
  #wait(ms) {
    let left = PARTS;
    clearInterval(this.#waiting);
    this.#waiting = setInterval(() => --left || this.#lose("broken", "it does not answer"), ms);
  }

  /** The device has nothing else to do. */
  idle() {
    this.#worker?.postMessage({ type: "idle" });
  }

  /** Pictures are another child's from now on. @param {number} turn */
  begin(turn) {
    this.#turn = turn;
    this.#settle();
  }

  /** Somebody else looks from now on: end, but not before what is owed is answered. */
  retire() {
    this.#retires = true;
    if (!this.owes) this.end();
  }

  /** End now. */
  end() {
    clearInterval(this.#waiting);
    this.#worker?.terminate();
    this.#worker = null;
    this.#isThere = this.sees = false;
  }

  /** @param {Told & { turn?: number }} message */
  #hear({ turn = this.#turn, ...message }) {
    if (!this.#isThere || turn !== this.#turn) return;
    if (message.type === "failed") {
      if (message.cause !== "broken") this.#worker = null; // it ends by itself when the other files are kept
      this.#lose(message.cause, message.reason);
      return;
    }
    this.sees ||= message.type === "seeing" || message.type === "ready";
    this.listener.hear(message);
    if (message.type === "checking") clearInterval(this.#waiting); // from now on it waits for the server
    if (LAST_WORDS.includes(message.type)) this.#settle();
  }

  /** Nothing is owed any more. */
  #settle() {
    this.owes = false;
    clearInterval(this.#waiting);
    if (this.#retires) this.end();
  }

  /** @param {Cause} cause @param {string} reason */
  #lose(cause, reason) {
    if (!this.#isThere) return;
    this.end();
    this.listener.lose(cause, reason);
  }
}
