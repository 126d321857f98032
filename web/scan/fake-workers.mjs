/** A scanner for its tests: its workers say what a test has them say, and its decoder comes when a test wants. */

import { DecoderLoader } from "./decoder-loader.mjs";
import { Scanner } from "./scanner.mjs";

/** @typedef {Awaited<ReturnType<typeof start>>} Page */
/** @typedef {(page: Page) => void} Step */

/** What was told to the page, and sent to workers, since the last step began. @type {string[]} */
let told = [];
/** The last worker of each address. @type {Record<string, FakeWorker>} */
let workers = {};
/** What is called back again and again. @type {Set<() => void>} */
let intervals = new Set();

class FakeWorker extends EventTarget {
  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    workers[url] = this;
    told.push(`+${url}`);
  }

  /** @param {{ type: string, turn?: number }} message */
  postMessage({ type, turn }) {
    told.push(`${this.url} gets ${type}${turn ? ` of ${turn}` : ""}`);
  }

  terminate() {
    told.push(`-${this.url}`);
  }

  /** @param {object} data */
  says(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  breaks() {
    this.dispatchEvent(new Event("error"));
  }
}

Object.assign(globalThis, {
  DECODER_WORKER_URL: "decoder-worker",
  PYTHON_WORKER_URL: "python",
  Worker: FakeWorker,
  setTimeout: () => 0, // no head start or silence is ever over
  setInterval(/** @type {() => void} */ tick) {
    intervals.add(tick);
    return tick;
  },
  clearInterval: (/** @type {() => void} */ tick) => intervals.delete(tick),
});
console.warn = () => {};

/** A scanner that has begun to load, its decoder and workers in the test's hand. */
export async function start() {
  told = [];
  workers = {};
  intervals = new Set();
  /** @type {{ resolve: (module: any) => void, reject: (error: object) => void }[]} */
  const loads = [];
  const load = () => new Promise((resolve, reject) => loads.push({ resolve, reject }));
  const tell = (/** @type {import("./types").ScannerMessage} */ message) =>
    told.push("cause" in message && message.cause ? `${message.type}: ${message.cause}` : message.type);
  const scanner = new Scanner(tell, () => {}, new DecoderLoader(load));
  scanner.start();
  const opened = told;
  /** Take a step; what it led to. @param {Step} step */
  const after = async (step) => {
    told = [];
    step(page);
    await new Promise((resolve) => setImmediate(() => resolve(undefined)));
    return told;
  };
  /** Take steps one after another; what the last led to. @param {Step[]} steps */
  const afterAll = async (...steps) => {
    for (const step of steps) await after(step);
    return told;
  };
  const page = { scanner, loads, opened, after, afterAll };
  return page;
}

/** @type {Step} */
export const decoderComes = ({ loads }) => loads.shift()?.resolve({});
/** @type {Step} */
export const decoderFails = ({ loads }) => loads.shift()?.reject({ reason: "missing" });
/** The decoder worker says something. @param {string} type @param {number} [turn] @returns {Step} */
export const decoderWorker = (type, turn) => () => workers["decoder-worker"]?.says({ type, turn });
/** Python says something. @param {string} type @param {object} [more] @returns {Step} */
export const python =
  (type, more = {}) =>
  () =>
    workers["python"]?.says({ type, ...more });

export const decoderWorkerReady = decoderWorker("decoder-ready");
/** @type {Step} */
export const decoderWorkerBreaks = () => workers["decoder-worker"]?.breaks();
export const pythonReady = python("ready");
export const pythonFails = python("failed", { cause: "damaged", reason: "" });
export const pythonBreaks = python("failed", { cause: "broken", reason: "" });
/** @type {Step} */
export const frame = ({ scanner }) =>
  scanner.scan("frame", /** @type {any} */ ({ close: () => told.push("closed") }));
/** @type {(isExpected: boolean) => Step} */
export const expects = (isExpected) => (page) => page.scanner.expectPicture(isExpected);
/** @param {number} count @returns {Step} */
export const ticks = (count) => () => {
  for (let tick = 0; tick < count; tick++) for (const each of [...intervals]) each();
};
