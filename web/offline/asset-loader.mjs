/**
 * Bringing files that have to be exactly those of the build: counted as they arrive, checked by SHA-256,
 * asked for once more past every cache if they are not whole, and kept on the device for the next visit.
 */

import { forget, isWhole, keep, kept } from "./asset-cache.mjs";

/** @typedef {import("../shared/types").FileFacts} FileFacts */

/** The browser's own `fetch`, as it was before `answerFetches`. */
const fetchPlainly = globalThis.fetch.bind(globalThis);

/** A file that did not come whole, although it was asked for twice. */
export class DeliveryError extends Error {
  /** @param {"damaged" | "missing"} cause_ @param {string} words */
  constructor(cause_, words) {
    super(words);
    this.reason = cause_;
  }
}

/** Brings the files it was given the facts of, each once, whoever asks for it first. */
export class Delivery {
  /** Bytes that have arrived of each file, as they travel. @type {Map<string, number>} */
  #arrived = new Map();
  /** @type {Map<string, Promise<ArrayBuffer | WebAssembly.Module>>} */
  #coming = new Map();
  /** All that was begun: files that come, and copies that are kept. @type {Promise<void>[]} */
  #begun = [];

  /**
   * @param {Record<string, FileFacts>} files by path
   * @param {(done: number, total: number) => void} report bytes of all files as they travel, compressed
   * @param {(error: unknown) => void} fail called once for each file that cannot be had
   * @param {{ hurry?: boolean }} [how] hurry: ask the server even before it is known whether a copy is kept
   */
  constructor(files, report, fail, { hurry = false } = {}) {
    this.files = files;
    this.hurry = hurry;
    this.report = report;
    this.fail = fail;
    this.total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  }

  /** Begin to bring every file, in the order given. */
  start() {
    for (const path of Object.keys(this.files)) this.#bring(path);
  }

  /**
   * The bytes of a file, handed over: nothing of them stays here. @param {string} path
   * @returns {Promise<ArrayBuffer>} @throws {DeliveryError}
   */
  async bytes(path) {
    return /** @type {ArrayBuffer} */ (await this.#take(path));
  }

  /**
   * A `.wasm` file, compiled while it arrived and given out only after its bytes were checked. @param {string} path
   * @returns {Promise<WebAssembly.Module>} @throws {DeliveryError}
   */
  async module(path) {
    return /** @type {WebAssembly.Module} */ (await this.#take(path));
  }

  /** Wait until nothing is on its way any more: what has come is kept, the rest cannot be had. */
  async settled() {
    for (const each of this.#begun) await each; // while it waits, there may come more
  }

  /** @param {string} path */
  async #take(path) {
    const content = await this.#bring(path);
    this.#coming.delete(path);
    return content;
  }

  /** @param {string} path */
  #bring(path) {
    let coming = this.#coming.get(path);
    if (!coming) {
      coming = this.#receiveTwice(path);
      const ended = coming.then(
        () => {}, // without what came: it was handed over, and takes no memory here
        (error) => {
          this.fail(error);
        },
      );
      this.#begun.push(ended);
      this.#coming.set(path, coming);
    }
    return coming;
  }

  /** @param {string} path */
  async #receiveTwice(path) {
    try {
      const { response, isNew } = await this.#first(path);
      return await this.#receive(path, response, isNew);
    } catch (error) {
      if (error instanceof WebAssembly.CompileError) throw error; // whole, but not for this browser
      await forget(path);
      return await this.#receive(path, await this.#fetchAnew(path), true);
    }
  }

  /** The kept copy of a file, or what the server answers. @param {string} path */
  async #first(path) {
    const needless = new AbortController();
    const asked = this.hurry ? fetchPlainly(path, { signal: needless.signal }) : null;
    asked?.catch(() => {}); // told below, if it is what is waited for
    const copy = await kept(path);
    if (copy) needless.abort();
    return { response: copy ?? (await (asked ?? fetchPlainly(path))), isNew: !copy };
  }

  /** Ask past every cache. @param {string} path */
  async #fetchAnew(path) {
    try {
      return await fetchPlainly(path, { cache: "reload" });
    } catch (error) {
      throw new DeliveryError("missing", `${path} did not come: ${error}`);
    }
  }

  /** @param {string} path @param {Response} response @param {boolean} isNew */
  async #receive(path, response, isNew) {
    if (!response.ok) throw new DeliveryError("missing", `${path}: the server answered ${response.status}`);
    const compiling = path.endsWith(".wasm") ? WebAssembly.compileStreaming(response.clone()) : null;
    compiling?.catch(() => {}); // judged below, after the bytes
    const bytes = await this.#read(path, response);
    if (!(await isWhole(bytes, this.#facts(path)))) throw damaged(path);
    if (isNew) this.#begun.push(keep(path, bytes, response.headers).catch(() => {})); // no room: it comes again
    // A host that gives the file another type than application/wasm has it compiled from the bytes.
    return compiling ? compiling.catch(() => WebAssembly.compile(bytes)) : bytes;
  }

  /** @param {string} path @param {Response} response @returns {Promise<ArrayBuffer>} */
  async #read(path, response) {
    const { raw, size } = this.#facts(path);
    const bytes = new Uint8Array(raw);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    let read = 0;
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw new DeliveryError("missing", `${path} broke off: ${error}`);
      });
      if (done) break;
      if (read + value.byteLength > raw) {
        reader.cancel();
        throw damaged(path);
      }
      bytes.set(value, read);
      read += value.byteLength;
      this.#count(path, (read * size) / raw);
    }
    if (read < raw) throw damaged(path);
    return bytes.buffer;
  }

  /** @param {string} path @param {number} bytes */
  #count(path, bytes) {
    this.#arrived.set(path, bytes);
    const done = [...this.#arrived.values()].reduce((sum, each) => sum + each, 0);
    this.report(Math.min(Math.round(done), this.total), this.total);
  }

  /** @param {string} path */
  #facts(path) {
    const facts = this.files[path];
    if (!facts) throw new Error(`${path} is none of the files to bring`);
    return facts;
  }
}

/** @param {string} path */
const damaged = (path) => new DeliveryError("damaged", `${path} is not the file that was built`);

/**
 * Answer this worker's own `fetch` and `instantiateStreaming` with what a delivery brings, because Pyodide
 * loads its files by these two and takes no others.
 * @param {Delivery} delivery
 */
export function answerFetches(delivery) {
  const { instantiateStreaming } = WebAssembly;
  /** @type {WeakMap<Response, WebAssembly.Module>} */
  const modules = new WeakMap();

  self.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, location.href).pathname;
    if (!(path in delivery.files)) return fetchPlainly(input, init);
    if (!path.endsWith(".wasm")) return new Response(await delivery.bytes(path));
    const placeholder = new Response();
    modules.set(placeholder, await delivery.module(path));
    return placeholder;
  };

  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    const module = modules.get(response);
    if (!module) return instantiateStreaming(response, imports);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}
