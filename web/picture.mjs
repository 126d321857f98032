/** A picture for Python: a frame or a photo, and a way to have any part of it drawn at any size. */

/** @typedef {import("./types").Frame} Frame */

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { willReadFrequently: true });

export class Picture {
  /** @param {Frame} frame */
  constructor(frame) {
    this.frame = frame;
    this.width = "displayWidth" in frame ? frame.displayWidth : frame.width;
    this.height = "displayHeight" in frame ? frame.displayHeight : frame.height;
  }

  /**
   * RGBA pixels of a part of the picture, drawn at the size asked for.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {number} outWidth @param {number} outHeight
   */
  draw(x, y, width, height, outWidth, outHeight) {
    if (!context) throw new Error("this browser draws no pictures in a worker");
    if (canvas.width < outWidth || canvas.height < outHeight) {
      canvas.width = Math.max(canvas.width, outWidth);
      canvas.height = Math.max(canvas.height, outHeight);
    }
    context.drawImage(this.frame, x, y, width, height, 0, 0, outWidth, outHeight);
    return context.getImageData(0, 0, outWidth, outHeight).data;
  }
}
