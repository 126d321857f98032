/**
 * A badge's code told module by module, where a picture of it is too poor to be read as it is: by the C beside the
 * decoder (decoder/pixels/modules.h), over the frames of one card.
 */

/** @typedef {import("./decoder.mjs").Decoder} Decoder */
/** @typedef {import("./decoder.mjs").View} View */

const NUMBERS = 8;

/** What the frames so far have told of one card. */
export class Evidence {
  #exports;
  #pointer;
  #corners;
  #drawn;
  #side;

  /** @param {Decoder} decoder */
  constructor(decoder) {
    this.decoder = decoder;
    this.#exports = decoder.exports;
    this.#pointer = this.#exports.evidence_new();
    this.#corners = this.#exports.malloc(NUMBERS * Float64Array.BYTES_PER_ELEMENT);
    this.#side = this.#exports.evidence_side();
    this.#drawn = this.#exports.malloc(this.#side ** 2);
    if (!this.#pointer || !this.#corners || !this.#drawn) throw new RangeError("no memory for evidence");
  }

  /** From now on it is another card. */
  forget() {
    this.#exports.evidence_forget(this.#pointer);
  }

  /**
   * Take in the frame that is in the decoder's memory: the code with about these corners, or if none are given,
   * wherever one is found.
   * @param {ArrayLike<number>} [corners] x0, y0, … x3, y3 in the frame's pixels, clockwise from the code's top left
   * @returns {number[] | null} where the code is, in the same way; null if there is none of a badge
   */
  gather(corners) {
    const { address, width, height } = this.decoder.plane;
    if (corners) this.#numbers().set(corners);
    const how = /** @type {const} */ ([this.#pointer, address, width, height, Number(Boolean(corners))]);
    return this.#exports.evidence_gather(...how, this.#corners) ? [...this.#numbers()] : null;
  }

  /**
   * The code drawn flat, as the last frame alone tells it or all of them together; valid until the next drawing.
   * @param {boolean} together @returns {View}
   */
  drawn(together) {
    this.#exports.evidence_draw(this.#pointer, Number(together), this.#drawn);
    return { address: this.#drawn, width: this.#side, height: this.#side };
  }

  /** The corners in the decoder's memory, which may have moved since. */
  #numbers() {
    return new Float64Array(this.decoder.memory.buffer, this.#corners, NUMBERS);
  }
}
