/** The decoder's coming: once for all who look, so the page brings it, and hands it on compiled. */

import { Delivery } from "../offline/asset-loader.mjs";

/** @typedef {import("../shared/types").Cause} Cause */

/** The smallest module that uses SIMD: a function that splats a number over a vector and counts its bits. */
const USES_SIMD = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10],
  ...[10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
]);

/**
 * Bring the one of the decoder's builds that this engine runs best: the plain one is for engines without SIMD. On a
 * first visit nothing is kept, and to find that out takes a slow device a tenth of a second.
 */
function bring() {
  const build = WebAssembly.validate(USES_SIMD) ? DECODER : DECODER.plain;
  const nothing = () => {};
  const hurry = !navigator.serviceWorker?.controller;
  return new Delivery({ [build.url]: build }, nothing, nothing, { hurry }).module(build.url);
}

/** Brings the decoder; what fails on a full line may come on a free one, so it may be asked for twice. */
export class DecoderDelivery {
  /** @type {WebAssembly.Module | null} */
  module = null;
  isComing = false;
  /** Why it did not come. @type {Cause | undefined} */
  cause;
  #tries = 2;

  constructor(bringOnce = bring) {
    this.bringOnce = bringOnce;
  }

  /** Whether it is neither there nor on its way, and may be asked for. */
  get canBeAskedFor() {
    return !this.module && !this.isComing && this.#tries > 0;
  }

  /** Whether it is not there and will not come. */
  get isLost() {
    return !this.module && !this.isComing && this.#tries === 0;
  }

  /** Ask for it; never rejects. */
  async bring() {
    this.#tries -= 1;
    this.isComing = true;
    try {
      this.module = await this.bringOnce();
    } catch (error) {
      this.cause = /** @type {{ reason?: Cause }} */ (error).reason ?? "broken";
    } finally {
      this.isComing = false;
    }
  }
}
