/**
 * The decoder: zxing-cpp's QR reader and our pixel work, one WebAssembly module that needs nothing from the page.
 *
 * Pictures live in the module's own memory. A frame is written there once, as its luma plane or as RGBA; variants
 * of the plane are made, and read, without leaving it. Every array handed out shows that memory and is valid until the
 * next call, which may move it.
 */

import { Accumulator } from "./accumulator.mjs";

/** @typedef {{ text: string | null, corners: number[] }} Detection a QR code: its text, null when it was located but
 * could not be read, and its corners x0, y0, … x3, y3, clockwise from its own top left, in the pixels of what was read */
/** @typedef {{ address: number, width: number, height: number }} View a gray picture in the decoder's memory */
/** @typedef {"none" | "sharpen" | "deblur" | "invert"} Filter */

const FILTERS = ["none", "sharpen", "deblur", "invert"];
const QR_CODE_MODEL_2 = 0x3251;
const LUM = 0x01000000;
const MEASURES = 4;
const CORNERS = 8;
/** Bytes of one picture: under 1 GB, so that no size wraps around where C counts in 32 bits. */
const MAX_BYTES = 2 ** 30;

/** A piece of the decoder's memory that grows to the largest size asked for and stays. */
class Piece {
  #address = 0;
  #size = 0;

  /** @param {import("./types").DecoderExports} exports */
  constructor(exports) {
    this.exports = exports;
  }

  /** The address of at least `size` bytes; what they held is lost when the piece grows. @param {number} size */
  of(size) {
    if (size > this.#size) {
      this.exports.free(this.#address);
      this.#size = 0;
      this.#address = size < MAX_BYTES ? this.exports.malloc(size) : 0;
      if (!this.#address) throw new RangeError(`no memory for ${size} bytes of pixels`);
      this.#size = size;
    }
    return this.#address;
  }
}

/** One decoder; it looks at one frame at a time. */
export class Decoder {
  /**
   * Compile and start. A Response is compiled while it arrives if its type is application/wasm.
   * @param {WebAssembly.Module | BufferSource | Response | PromiseLike<Response>} source
   * @returns {Promise<Decoder>}
   */
  static async start(source) {
    const waited = await source;
    if (waited instanceof WebAssembly.Module)
      return new Decoder(/** @type {any} */ ((await WebAssembly.instantiate(waited)).exports));
    const bytes = waited instanceof Response && !streams(waited) ? await waited.arrayBuffer() : waited;
    const { instance } =
      bytes instanceof Response
        ? await WebAssembly.instantiateStreaming(bytes)
        : await WebAssembly.instantiate(bytes);
    return new Decoder(/** @type {any} */ (instance.exports));
  }

  #plane;
  #staging;
  #variant;
  #numbers;
  #options;
  #width = 0;
  #height = 0;

  /** @param {import("./types").DecoderExports} exports of a module that was not started yet */
  constructor(exports) {
    exports._initialize();
    this.exports = exports;
    this.memory = exports.memory;
    this.#plane = new Piece(exports);
    this.#staging = new Piece(exports);
    this.#variant = new Piece(exports);
    this.#numbers = exports.malloc(MEASURES * Float64Array.BYTES_PER_ELEMENT);
    this.#options = this.#plainOptions();
    this.accumulator = new Accumulator(this);
  }

  /** Read QR codes of model 2 once, as they stand: the schedule of variants tries the rest, a few a frame. */
  #plainOptions() {
    const { exports } = this;
    const options = exports.ZXing_ReaderOptions_new();
    new Int32Array(this.memory.buffer, this.#numbers, 1)[0] = QR_CODE_MODEL_2;
    exports.ZXing_ReaderOptions_setFormats(options, this.#numbers, 1);
    exports.ZXing_ReaderOptions_setTryRotate(options, 0);
    exports.ZXing_ReaderOptions_setTryInvert(options, 0);
    exports.ZXing_ReaderOptions_setTryDownscale(options, 0);
    exports.ZXing_ReaderOptions_setReturnErrors(options, 1);
    return options;
  }

  /** The frame itself: where its luma plane lies. @returns {View} */
  get plane() {
    return { address: this.#plane.of(0), width: this.#width, height: this.#height };
  }

  /**
   * The luma plane of a frame of this size, a byte a pixel, rows without gaps: to be filled. `spare` bytes more
   * lie behind it, for what comes along with a luma plane.
   * @param {number} width @param {number} height
   */
  luma(width, height, spare = 0) {
    const address = this.#resize(width, height, spare); // first, since more memory is another buffer
    return new Uint8Array(this.memory.buffer, address, width * height + spare);
  }

  /**
   * RGBA pixels of a frame of this size: to be filled, then taken by takeRgba.
   * @param {number} width @param {number} height
   */
  rgba(width, height) {
    const size = width * height * 4;
    const address = this.#staging.of(size);
    this.#resize(width, height);
    return new Uint8ClampedArray(this.memory.buffer, address, size);
  }

  /** Turn the RGBA pixels into the luma plane. */
  takeRgba() {
    const count = this.#width * this.#height;
    this.exports.pixels_luma(this.#staging.of(count * 4), this.#plane.of(count), count);
  }

  /** Make room for a frame; returns where its plane lies. @param {number} width @param {number} height */
  #resize(width, height, spare = 0) {
    if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0))
      throw new RangeError(`a frame of ${width} x ${height} pixels`);
    this.#width = this.#height = 0; // no frame at all if there is no room for this one
    const address = this.#plane.of(width * height + spare);
    this.#width = width;
    this.#height = height;
    return address;
  }

  /**
   * A preprocessing variant: a part of the frame, filtered, at another size. It is valid until the next one.
   * @param {{ x: number, y: number, width: number, height: number, outWidth: number, outHeight: number,
   *   filter?: Filter }} part
   * @returns {View}
   */
  preprocess({ x, y, width, height, outWidth, outHeight, filter = "none" }) {
    const address = this.#variant.of(Math.max(0, outWidth * outHeight));
    const from = /** @type {const} */ ([this.#plane.of(0), this.#width, this.#height, x, y, width, height]);
    const made = this.exports.pixels_preprocess(
      ...from,
      address,
      outWidth,
      outHeight,
      FILTERS.indexOf(filter),
    );
    if (!made)
      throw new RangeError(`no variant of ${[x, y, width, height]} in ${[this.#width, this.#height]} pixels`);
    return { address, width: outWidth, height: outHeight };
  }

  /**
   * The QR codes in a variant, or in the frame itself; without those that lie nowhere, as the reader tells of some that
   * it could not follow.
   * @param {View} view
   * @returns {Detection[]}
   */
  read({ address, width, height } = this.plane) {
    const { exports } = this;
    const image = exports.ZXing_ImageView_new_checked(address, width * height, width, height, LUM, 0, 0);
    const found = image && exports.ZXing_ReadBarcodes(image, this.#options);
    exports.ZXing_ImageView_delete(image);
    if (!found) throw new Error(this.#taken(exports.ZXing_LastErrorMsg()));
    const count = exports.ZXing_Barcodes_size(found);
    const detections = Array.from({ length: count }, (_, at) =>
      this.#detection(exports.ZXing_Barcodes_at(found, at)),
    );
    exports.ZXing_Barcodes_delete(found);
    return detections.filter(({ corners }) => corners.some(Boolean));
  }

  /** @param {number} barcode @returns {Detection} */
  #detection(barcode) {
    const { exports } = this;
    const text = exports.ZXing_Barcode_isValid(barcode)
      ? this.#taken(exports.ZXing_Barcode_text(barcode))
      : null;
    exports.ZXing_Barcode_position(this.#numbers, barcode);
    return { text, corners: [...new Int32Array(this.memory.buffer, this.#numbers, CORNERS)] };
  }

  /** A text that was handed over: copied, and freed. @param {number} address */
  #taken(address) {
    const bytes = new Uint8Array(this.memory.buffer, address);
    const text = new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
    this.exports.ZXing_free(address);
    return text;
  }

  /**
   * Measures of a part of the frame: mean brightness and contrast (0 to 255), sharpness of the edges (0 to 1),
   * share of pixels that glare (0 to 1).
   * @param {number} x @param {number} y @param {number} width @param {number} height
   */
  measure(x, y, width, height) {
    const from = /** @type {const} */ ([this.#plane.of(0), this.#width, this.#height, x, y, width, height]);
    if (!this.exports.pixels_measure(...from, this.#numbers))
      throw new RangeError(`no ${[x, y, width, height]} in ${[this.#width, this.#height]} pixels`);
    const measured = [...new Float64Array(this.memory.buffer, this.#numbers, MEASURES)];
    const [brightness = 0, contrast = 0, sharpness = 0, glare = 0] = measured;
    return { brightness, contrast, sharpness, glare };
  }

  /** The module in pixels of the largest finder in the frame, one that its edge may cut; 0 if none is large. */
  cutFinder() {
    return this.exports.pixels_cut_finder(this.#plane.of(0), this.#width, this.#height);
  }
}

/** Whether a response can be compiled while it arrives. @param {Response} response */
function streams(response) {
  return (
    "instantiateStreaming" in WebAssembly &&
    response.headers.get("Content-Type")?.split(";")[0]?.trim() === "application/wasm"
  );
}
