/**
 * The camera: opening, swapping, closing, and what can go wrong with it. A camera that is not needed is off.
 */

import { recall, remember } from "../shared/storage.mjs";

/** The device's name for the camera used last. */
const USED_LAST = "harmony.camera";

/** @typedef {"denied" | "none" | "busy" | "insecure"} CameraCause */

/** Why there is no picture; every cause has words and a drawing of its own on the page. */
export class CameraError extends Error {
  /** @param {CameraCause} cause_ */
  constructor(cause_) {
    super(`camera: ${cause_}`);
    /** @type {CameraCause} */
    this.reason = cause_;
  }
}

/** The screen for what the camera said. @param {unknown} error */
export function screenOf(error) {
  if (!(error instanceof CameraError)) throw error;
  return error.reason === "insecure" ? "page-insecure" : `camera-${error.reason}`;
}

/** Names of DOMExceptions, as Chromium, Firefox and WebKit give them. @type {Record<string, CameraCause>} */
const CAUSES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none", // WebKit's word for a device without any camera
  NotReadableError: "busy",
  AbortError: "busy",
  TrackStartError: "busy",
};

/** One camera at a time, shown in one <video>. */
export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  #wanted = 0;
  #video;
  #onLost;

  /**
   * @param {HTMLVideoElement} video
   * @param {() => void} onLost called when a running camera stops by itself: unplugged, or taken away
   */
  constructor(video, onLost) {
    this.#video = video;
    this.#onLost = onLost;
  }

  /** Whether a camera is on. */
  get isOpen() {
    return this.#stream !== null;
  }

  /**
   * Ask for the camera and show it; call it inside the tap. Resolves false if `close` came in between.
   * @param {string | null} [deviceId] a certain camera; else the one used last, else the one facing the child
   * @throws {CameraError}
   */
  async open(deviceId = recall(USED_LAST)) {
    const turn = ++this.#wanted;
    const stream = await request(deviceId);
    if (turn !== this.#wanted) {
      stop(stream);
      return false;
    }
    this.#release();
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track?.addEventListener("ended", () => this.#stream === stream && this.#lose());
    this.#video.classList.toggle("mirror", track?.getSettings().facingMode !== "environment");
    this.#video.srcObject = stream;
    await this.#video.play().catch(() => {}); // a closed preview rejects; the frames come all the same
    return true;
  }

  /** Change to the next camera of the device and remember it. @throws {CameraError} */
  async swap() {
    const current = this.#track?.getSettings().deviceId;
    const cameras = await listCameras();
    const next = cameras[(cameras.indexOf(current ?? "") + 1) % cameras.length];
    if (!next || next === current) return;
    stop(this.#stream); // phones give the second camera only when the first is free
    await this.open(next);
    remember(USED_LAST, next);
  }

  /** Turn the camera off, also one that is still being asked for. */
  close() {
    this.#wanted++;
    this.#release();
  }

  /** What the camera can do besides: a torch, a zoom, another camera beside it. */
  async abilities() {
    const has = /** @type {{ torch?: boolean, zoom?: { min: number, max: number } }} */ (
      this.#track?.getCapabilities?.() ?? {}
    );
    return {
      torch: has.torch === true,
      zoom: has.zoom && has.zoom.max > has.zoom.min ? has.zoom : null,
      swap: (await listCameras()).length > 1,
    };
  }

  /** Set the torch or the zoom; a camera that refuses stays as it was. @param {object} setting */
  async set(setting) {
    await this.#track?.applyConstraints({ advanced: [setting] }).catch(() => {});
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  #lose() {
    this.#release();
    this.#onLost();
  }

  #release() {
    stop(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }
}

/**
 * A stream of the camera asked for; if that is gone by now, of the one facing the child.
 * @param {string | null} deviceId
 */
async function request(deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError(isSecureContext ? "none" : "insecure");
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "user" } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...which } });
  } catch (error) {
    const { name } = /** @type {DOMException} */ (error);
    if (deviceId && name === "OverconstrainedError") return request(null);
    throw new CameraError(CAUSES[name] ?? "busy");
  }
}

async function listCameras() {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === "videoinput" && deviceId)
    .map(({ deviceId }) => deviceId);
}

/** @param {MediaStream | null} stream */
function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
