/**
 * A frame or a photo, brought into the decoder's memory as its luma plane, to be looked at there.
 *
 * Most cameras give a VideoFrame that begins with just that plane. What comes in any other form is drawn on a
 * canvas, which every engine can do.
 */

/** @typedef {import("./types").Frame} Frame */
/** @typedef {import("./decoder.mjs").Decoder} Decoder */
/** @typedef {import("./decoder.mjs").Filter} Filter */

/** Formats whose first plane is the luma, a byte a pixel (WebCodecs, section 9.4). */
const LUMA_FIRST = ["I420", "I420A", "I422", "I422A", "I444", "I444A", "NV12"];
/** Formats of four bytes a pixel. Red and blue may change places: a badge has no colours. */
const FOUR_BYTES = ["RGBA", "RGBX", "BGRA", "BGRX"];
/** A larger picture, such as a photo, is drawn this long on its long side: more shows nothing more of a badge. */
const MAX_DRAWN_SIDE = 2560;

/** What is in the decoder's memory now; it is gone when the next picture is loaded. */
export class Picture {
  /**
   * @param {Decoder} decoder
   * @param {number} width pixels @param {number} height pixels
   */
  constructor(decoder, width, height) {
    this.decoder = decoder;
    this.width = width;
    this.height = height;
  }

  /**
   * A part of the picture, in its pixels, at the size asked for, filtered.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {number} outWidth @param {number} outHeight @param {Filter} filter
   * @returns {import("./decoder.mjs").View}
   */
  view(x, y, width, height, outWidth, outHeight, filter) {
    const whole = width === this.width && height === this.height;
    if (whole && outWidth === width && outHeight === height && filter === "none") return this.decoder.plane;
    return this.decoder.preprocess({ x, y, width, height, outWidth, outHeight, filter });
  }

  /**
   * Measures of a part of the picture, as the decoder gives them.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   */
  measure(x, y, width, height) {
    return this.decoder.measure(x, y, width, height);
  }
}

/**
 * Bring a frame into the decoder's memory. It stays the caller's to close.
 * @param {Decoder} decoder @param {Frame} frame
 */
export async function loadPicture(decoder, frame) {
  return ("copyTo" in frame && (await copy(decoder, frame))) || draw(decoder, frame);
}

/** @param {Decoder} decoder @param {VideoFrame} frame @returns {Promise<Picture | null>} */
async function copy(decoder, frame) {
  const { format, visibleRect } = frame;
  if (!format || !visibleRect) return null;
  const { width, height } = visibleRect;
  try {
    if (LUMA_FIRST.includes(format)) {
      const target = decoder.luma(width, height, frame.allocationSize() - width * height);
      const [luma] = await frame.copyTo(target);
      return luma?.offset === 0 && luma.stride === width ? new Picture(decoder, width, height) : null;
    }
    if (FOUR_BYTES.includes(format)) {
      await frame.copyTo(decoder.rgba(width, height));
      decoder.takeRgba();
      return new Picture(decoder, width, height);
    }
  } catch (error) {
    if (error instanceof RangeError) throw error; // no memory
  }
  return null;
}

/** Made when it is needed: most cameras never need it. @type {OffscreenCanvas | undefined} */
let canvas;

/** @param {Decoder} decoder @param {Frame} frame */
function draw(decoder, frame) {
  canvas ??= new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser draws no pictures in a worker");
  const [ownWidth, ownHeight] =
    "displayWidth" in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
  const scale = Math.min(1, MAX_DRAWN_SIDE / Math.max(ownWidth, ownHeight));
  const width = Math.max(1, Math.round(ownWidth * scale));
  const height = Math.max(1, Math.round(ownHeight * scale));
  if (canvas.width < width) canvas.width = width;
  if (canvas.height < height) canvas.height = height;
  context.globalCompositeOperation = "copy"; // nothing of the last picture shows through a transparent one
  context.drawImage(frame, 0, 0, width, height);
  decoder.rgba(width, height).set(context.getImageData(0, 0, width, height).data);
  decoder.takeRgba();
  return new Picture(decoder, width, height);
}
