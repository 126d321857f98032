/**
 * Frames from the preview to the worker, one at a time and never queued: the next is taken when the last was
 * answered, and it is the newest there is. A VideoFrame where the browser has them, which gives the worker
 * the luma plane as the camera sent it; else an ImageBitmap, which every engine has.
 */

/** @typedef {import("./types").Frame} Frame */

/** No more often than this: 15 frames a second read a badge as soon as 30 do, at half the warmth. */
const MIN_INTERVAL_MS = 1000 / 15;
/** The worker rests for this share of the time it was busy, so that a slow device stays usable. */
const REST = 0.25;

/** Calls back when the video shows a new frame. */
const onNextFrame =
  "requestVideoFrameCallback" in HTMLVideoElement.prototype
    ? (/** @type {HTMLVideoElement} */ video, /** @type {() => void} */ callback) =>
        video.requestVideoFrameCallback(callback)
    : (/** @type {HTMLVideoElement} */ _, /** @type {() => void} */ callback) =>
        requestAnimationFrame(callback);

/** Sends frames of a <video>, one at a time. */
export class FrameSender {
  #turn = 0;
  #waiting = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #video;
  #send;

  /**
   * @param {HTMLVideoElement} video
   * @param {(frame: Frame) => void} send takes the frame over
   */
  constructor(video, send) {
    this.#video = video;
    this.#send = send;
  }

  /** Begin to send; the first frame goes out as soon as there is one, which may be now. */
  start() {
    this.stop();
    this.#waiting = true;
    if (this.#video.readyState >= this.#video.HAVE_CURRENT_DATA) this.#capture(this.#turn);
    else this.#await(this.#turn);
  }

  /** Send no more frames. */
  stop() {
    this.#turn++;
    this.#waiting = false;
  }

  /** The worker has answered the last frame: send the next when it is due. */
  next() {
    if (this.#waiting) return;
    this.#waiting = true;
    const turn = this.#turn;
    setTimeout(() => this.#await(turn), restMs(performance.now() - this.#sentAt));
  }

  /** @param {number} turn */
  #await(turn) {
    if (turn !== this.#turn) return;
    this.#waiting = true;
    onNextFrame(this.#video, () => this.#capture(turn));
  }

  /** @param {number} turn */
  async #capture(turn) {
    if (turn !== this.#turn) return;
    const frame = await capture(this.#video);
    if (turn !== this.#turn) {
      frame?.close();
      return;
    }
    this.#waiting = false;
    this.#sentAt = performance.now();
    if (!frame || !this.#hand(frame)) this.next(); // cameras start with frames of no size
  }

  /** Hand a frame over; an engine that moves no VideoFrame to a worker gets bitmaps from then on. */
  #hand(/** @type {Frame} */ frame) {
    try {
      this.#send(frame);
      return true;
    } catch {
      frame.close();
      takesVideoFrames = false;
      return false;
    }
  }
}

let takesVideoFrames = "VideoFrame" in window;

/**
 * How long to wait before the next frame, in milliseconds.
 * @param {number} busy milliseconds since the last frame was sent
 */
const restMs = (busy) => Math.max(MIN_INTERVAL_MS - busy, Math.min(busy, MIN_INTERVAL_MS * 8) * REST, 0);

/** The frame that shows now, or null if there is none. @param {HTMLVideoElement} video */
async function capture(video) {
  if (video.videoWidth === 0) return null;
  try {
    if (takesVideoFrames) return new VideoFrame(video);
  } catch {
    // this video gives none; the other way may work
  }
  return createImageBitmap(video).catch(() => null);
}
