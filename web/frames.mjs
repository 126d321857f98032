/**
 * Frames from the preview to the worker, by the one way every engine has: requestVideoFrameCallback, then
 * createImageBitmap, transferred. The latest frame wins: nothing is captured before the last was looked at.
 */

/** Calls back when the video shows a new frame. */
const onNextFrame =
  "requestVideoFrameCallback" in HTMLVideoElement.prototype
    ? (/** @type {HTMLVideoElement} */ video, /** @type {() => void} */ callback) =>
        video.requestVideoFrameCallback(callback)
    : (/** @type {HTMLVideoElement} */ _, /** @type {() => void} */ callback) =>
        requestAnimationFrame(callback);

/** Sends frames of a <video>, one at a time. */
export class Frames {
  #running = 0;

  /**
   * @param {HTMLVideoElement} video
   * @param {(frame: ImageBitmap) => void} send takes the frame over
   */
  constructor(video, send) {
    this.video = video;
    this.send = send;
  }

  /** Begin to send; the first frame goes out as soon as there is one. */
  start() {
    this.#running++;
    this.next();
  }

  /** Send no more frames. */
  stop() {
    this.#running++;
    this.#waiting = false;
  }

  #waiting = false;

  /** Ask for one more frame: call it when the worker has looked at the last. */
  next() {
    if (this.#waiting) return;
    this.#waiting = true;
    const turn = this.#running;
    onNextFrame(this.video, () => this.#capture(turn));
  }

  /** @param {number} turn */
  async #capture(turn) {
    if (turn !== this.#running) return;
    this.#waiting = false;
    const frame = this.video.videoWidth > 0 ? await createImageBitmap(this.video).catch(() => null) : null;
    if (turn !== this.#running) frame?.close();
    else if (frame) this.send(frame);
    else this.next(); // cameras start with frames of no size
  }
}
