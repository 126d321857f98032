/** One of the page's two workers: its start, what it still has to answer, and its end. */

/** @typedef {import("./types").MessageToPage} MessageToPage */
/** @typedef {import("./types").Cause} Cause */
/**
 * @typedef {object} Listener
 * @property {(message: MessageToPage) => void} onMessage what the worker says
 * @property {(cause: Cause, reason: string) => void} onLost it can do nothing any more, and is not heard from now on
 */

/** After these a picture is done with. */
export const LAST_ANSWERS = ["looked", "badge", "refused"];
/** A worker that has not said what is in a picture for so long never will: the cold half of Python, which a rare picture
 * calls for, takes 30 s on half a megabit; and a slow device scans a photo for long. */
const ANSWERS_WITHIN_MS = { frame: 30_000, photo: 60_000 };
/** It is waited for in so many parts: a device that slept meanwhile has waited for one of them at most. */
const PARTS = 10;

/** Starts a worker, and passes on what it says of this turn's pictures. */
export class WorkerClient {
  /** Whether pictures can be sent. */
  canScan = false;
  /** Whether it has a picture of this turn, or is checking a badge that was in one. */
  isBusy = false;
  #isAlive = true;
  #retires = false;
  #waiting = 0;
  #turn;
  #listener;
  /** @type {Worker | null} */
  #worker = null;

  /**
   * @param {string} url of its script
   * @param {number} turn whose pictures come first
   * @param {Listener} listener
   */
  constructor(url, turn, listener) {
    this.#turn = turn;
    this.#listener = listener;
    try {
      this.#worker = this.#start(url);
    } catch (error) {
      queueMicrotask(() => this.#fail("broken", String(error))); // WebKit throws where others send an event
    }
  }

  /** @param {string} url */
  #start(url) {
    const worker = new Worker(url, { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    worker.addEventListener("messageerror", () => this.#fail("broken", "a message could not be read"));
    worker.addEventListener("error", ({ message }) => this.#fail("broken", message || "it did not load"));
    return worker;
  }

  /** Whether it has not ended. */
  get isAlive() {
    return this.#isAlive;
  }

  /** Send it the decoder. @param {WebAssembly.Module} module */
  sendDecoder(module) {
    try {
      this.#worker?.postMessage({ type: "decoder", module });
    } catch (error) {
      this.#fail("broken", String(error)); // an engine that moves no module to a worker
    }
  }

  /**
   * Have a picture scanned; it is handed over, not copied. Throws where the engine moves none of this kind.
   * @param {"frame" | "photo"} type @param {import("./types").Frame} frame
   * @param {string} used the fingerprint of the badge that does not count in a frame, or empty
   */
  scan(type, frame, used) {
    this.#worker?.postMessage({ type, turn: this.#turn, frame, used }, [frame]);
    this.isBusy = true;
    this.#expectAnswer(ANSWERS_WITHIN_MS[type] / PARTS);
  }

  /** @param {number} ms of each part */
  #expectAnswer(ms) {
    let left = PARTS;
    clearInterval(this.#waiting);
    this.#waiting = setInterval(() => --left || this.#fail("broken", "it does not answer"), ms);
  }

  /** The device has nothing else to do. */
  idle() {
    this.#worker?.postMessage({ type: "idle" });
  }

  /** Pictures are another child's from now on. @param {number} turn */
  beginTurn(turn) {
    this.#turn = turn;
    this.#finishPicture();
  }

  /** Another worker scans from now on: end, but not before the last picture is answered. */
  retire() {
    this.#retires = true;
    if (!this.isBusy) this.end();
  }

  /** End now. */
  end() {
    clearInterval(this.#waiting);
    this.#worker?.terminate();
    this.#worker = null;
    this.#isAlive = this.canScan = false;
  }

  /** @param {MessageToPage & { turn?: number }} message */
  #receive({ turn = this.#turn, ...message }) {
    if (!this.#isAlive || turn !== this.#turn) return;
    if (message.type === "failed") {
      if (message.cause !== "broken") this.#worker = null; // it ends by itself when the other files are cached
      this.#fail(message.cause, message.reason);
      return;
    }
    this.canScan ||= message.type === "decoder-ready" || message.type === "ready";
    this.#listener.onMessage(message);
    if (message.type === "checking") clearInterval(this.#waiting); // from now on it waits for the server
    if (LAST_ANSWERS.includes(message.type)) this.#finishPicture();
  }

  /** Nothing has to be answered any more. */
  #finishPicture() {
    this.isBusy = false;
    clearInterval(this.#waiting);
    if (this.#retires) this.end();
  }

  /** @param {Cause} cause @param {string} reason */
  #fail(cause, reason) {
    if (!this.#isAlive) return;
    this.end();
    this.#listener.onLost(cause, reason);
  }
}
