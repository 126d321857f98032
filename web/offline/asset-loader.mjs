/** Loading a set of files of the build: each once, counted as they arrive, verified, and cached. */

import { FILES, findCached } from "./asset-cache.mjs";
import { AssetError, fetchVerified, plainFetch } from "./verified-fetch.mjs";

/** @typedef {import("./types").FileFacts} FileFacts */

/** Loads the files it was given the facts of, each once, whoever asks for it first. */
export class AssetLoader {
  /** Bytes that have arrived of each file, as they travel. @type {Map<string, number>} */
  #received = new Map();
  /** @type {Map<string, Promise<ArrayBuffer | WebAssembly.Module>>} */
  #loading = new Map();
  /** All that was begun: files that come, and copies that are cached. @type {Promise<void>[]} */
  #begun = [];

  #total;
  #onProgress;
  #onError;
  #eager;

  /**
   * @param {Record<string, FileFacts>} files by path
   * @param {(done: number, total: number) => void} onProgress bytes of all files as they travel, compressed
   * @param {(error: unknown) => void} onError called once for each file that cannot be had
   * @param {boolean} [eager] ask the server even before it is known whether a copy is cached
   */
  constructor(files, onProgress, onError, eager = false) {
    this.files = files;
    this.#onProgress = onProgress;
    this.#onError = onError;
    this.#eager = eager;
    this.#total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  }

  /** Begin to load every file, in the order given. */
  start() {
    for (const path of Object.keys(this.files)) this.#load(path);
  }

  /**
   * The bytes of a file, handed over: nothing of them stays here. @param {string} path
   * @returns {Promise<ArrayBuffer>} @throws {AssetError}
   */
  async bytes(path) {
    return /** @type {ArrayBuffer} */ (await this.#take(path));
  }

  /**
   * A `.wasm` file, compiled while it arrived and given out only after its bytes were verified. @param {string} path
   * @returns {Promise<WebAssembly.Module>} @throws {AssetError}
   */
  async module(path) {
    return /** @type {WebAssembly.Module} */ (await this.#take(path));
  }

  /** Wait until nothing is on its way any more: what has come is cached, the rest cannot be had. */
  async settled() {
    for (const each of this.#begun) await each; // while it waits, there may come more
  }

  /** @param {string} path */
  async #take(path) {
    const content = await this.#load(path);
    this.#loading.delete(path);
    return content;
  }

  /** @param {string} path */
  #load(path) {
    let loading = this.#loading.get(path);
    if (!loading) {
      loading = this.#fetch(path);
      // Without what came: it is handed over, and takes no memory here.
      this.#begun.push(loading.then(() => {}, this.#onError));
      this.#loading.set(path, loading);
    }
    return loading;
  }

  /** @param {string} path */
  async #fetch(path) {
    const facts = this.#facts(path);
    let compiling = /** @type {Promise<WebAssembly.Module> | undefined} */ (undefined);
    const read = (/** @type {Response} */ response) => {
      if (path.endsWith(".wasm")) {
        compiling = WebAssembly.compileStreaming(response.clone());
        compiling.catch(() => {}); // judged below, after the bytes
      }
      return this.#read(path, facts, response);
    };
    const { bytes, cached } = await fetchVerified(path, facts, {
      ...(await this.#first(path)),
      cache: FILES,
      read,
    });
    if (cached) this.#begun.push(cached.catch(() => {})); // no room: it comes again
    // A host that gives the file another type than application/wasm has it compiled from the bytes.
    return compiling ? compiling.catch(() => WebAssembly.compile(bytes)) : bytes;
  }

  /** The cached copy of a file, and what the server was asked meanwhile. @param {string} path */
  async #first(path) {
    const needless = new AbortController();
    const asked = this.#eager ? plainFetch(path, { signal: needless.signal }) : undefined;
    const looked = findCached(path, FILES);
    // Whoever answers first: to look into a cache for the first time can take longer than a good line.
    const copy = await (asked ? Promise.race([looked, asked.then(nothing, () => looked)]) : looked);
    if (copy) needless.abort();
    return { copy, asked };
  }

  /** @param {string} path @param {FileFacts} facts @param {Response} response @returns {Promise<ArrayBuffer>} */
  async #read(path, { raw, size }, response) {
    const bytes = new Uint8Array(raw);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    let read = 0;
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw new AssetError("missing", path, error);
      });
      if (done) break;
      if (read + value.byteLength > raw) {
        reader.cancel();
        throw new AssetError("damaged", path);
      }
      bytes.set(value, read);
      read += value.byteLength;
      this.#count(path, (read * size) / raw);
    }
    if (read < raw) throw new AssetError("damaged", path);
    return bytes.buffer;
  }

  /** @param {string} path @param {number} bytes */
  #count(path, bytes) {
    this.#received.set(path, bytes);
    const done = [...this.#received.values()].reduce((sum, each) => sum + each, 0);
    this.#onProgress(Math.min(Math.round(done), this.#total), this.#total);
  }

  /** @param {string} path */
  #facts(path) {
    const facts = this.files[path];
    if (!facts) throw new Error(`${path} is none of the files to load`);
    return facts;
  }
}

const nothing = () => undefined;
