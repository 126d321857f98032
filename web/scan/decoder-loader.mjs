/** Loads the decoder, once for both workers: the page does, and hands it on compiled. */

import { AssetLoader } from "../offline/asset-loader.mjs";

/** @typedef {import("./types").Cause} Cause */

/** The smallest module that uses SIMD: a function that splats a number over a vector and counts its bits. */
const USES_SIMD = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10],
  ...[10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
]);

/**
 * Load the one of the decoder's builds that this engine runs best: the plain one is for engines without SIMD. On a
 * first visit nothing is cached, and to find that out takes a slow device a tenth of a second.
 */
function loadModule() {
  const build = WebAssembly.validate(USES_SIMD) ? DECODER : DECODER.plain;
  const nothing = () => {};
  const eager = !navigator.serviceWorker?.controller;
  return new AssetLoader({ [build.url]: build }, nothing, nothing, eager).module(build.url);
}

/** Loads the decoder; what fails on a full line may come on a free one, so it may be asked for twice. */
export class DecoderLoader {
  /** @type {WebAssembly.Module | null} */
  module = null;
  isLoading = false;
  /** Why it did not come. @type {Cause | undefined} */
  cause;
  #tries = 2;
  #loadOnce;

  constructor(loadOnce = loadModule) {
    this.#loadOnce = loadOnce;
  }

  /** Whether it is neither there nor on its way, and may be asked for. */
  get mayLoad() {
    return !this.module && !this.isLoading && this.#tries > 0;
  }

  /** Whether it is not there and will not come. */
  get isLost() {
    return !this.module && !this.isLoading && this.#tries === 0;
  }

  /** Ask for it; never rejects. */
  async load() {
    this.#tries -= 1;
    this.isLoading = true;
    try {
      this.module = await this.#loadOnce();
    } catch (error) {
      this.cause = /** @type {{ reason?: Cause }} */ (error).reason ?? "broken";
    } finally {
      this.isLoading = false;
    }
  }
}
