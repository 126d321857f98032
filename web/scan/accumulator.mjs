/**
 * Multi-frame soft decoding, where a picture of a badge's code is too poor to be read as it is: its modules are sampled
 * by the C beside the decoder (decoder/pixels/modules.h), and added up over the frames of one card.
 */

/** @typedef {import("./decoder.mjs").Decoder} Decoder */
/** @typedef {import("./decoder.mjs").View} View */

const NUMBERS = 8;

/** The modules of one card's code, as all frames so far have shown them. */
export class Accumulator {
  #exports;
  #pointer;
  #corners;
  #drawn;
  #side;

  /** @param {Decoder} decoder */
  constructor(decoder) {
    this.decoder = decoder;
    this.#exports = decoder.exports;
    this.#pointer = this.#exports.accumulator_new();
    this.#corners = this.#exports.malloc(NUMBERS * Float64Array.BYTES_PER_ELEMENT);
    this.#side = this.#exports.accumulator_side();
    this.#drawn = this.#exports.malloc(this.#side ** 2);
    if (!this.#pointer || !this.#corners || !this.#drawn) throw new RangeError("no memory to accumulate in");
  }

  /** From now on it is another card. */
  reset() {
    this.#exports.accumulator_reset(this.#pointer);
  }

  /**
   * Take in the frame that is in the decoder's memory: the code with about these corners, or if none are given,
   * wherever one is found.
   * @param {ArrayLike<number>} [corners] x0, y0, … x3, y3 in the frame's pixels, clockwise from the code's top left
   * @returns {number[] | null} where the code is, in the same way; null if there is none of a badge
   */
  add(corners) {
    const { address, width, height } = this.decoder.plane;
    if (corners) this.#numbers().set(corners);
    const frame = /** @type {const} */ ([address, width, height, Number(Boolean(corners))]);
    return this.#exports.accumulator_add(this.#pointer, ...frame, this.#corners)
      ? [...this.#numbers()]
      : null;
  }

  /**
   * The code drawn flat, as the last frame alone has it or all of them together; valid until the next drawing.
   * @param {boolean} together @returns {View}
   */
  draw(together) {
    this.#exports.accumulator_draw(this.#pointer, Number(together), this.#drawn);
    return { address: this.#drawn, width: this.#side, height: this.#side };
  }

  /** The corners in the decoder's memory, which may have moved since. */
  #numbers() {
    return new Float64Array(this.decoder.memory.buffer, this.#corners, NUMBERS);
  }
}
