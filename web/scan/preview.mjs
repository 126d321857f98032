/** What the camera sees, on the page: shown there, sent on frame by frame, with buttons for what the camera can do. */

import * as view from "../student/view.mjs";
import { Camera } from "./camera.mjs";
import { offerAbilities, toggle } from "./camera-buttons.mjs";
import { FrameSender } from "./frames.mjs";

/**
 * @typedef {object} Listener
 * @property {(frame: import("./types").Frame) => void} onFrame takes a frame over, and asks for the next when it is done
 * @property {() => void} onLost the camera has gone off by itself
 */

/** The page's one preview. */
export class Preview {
  #camera;
  #frames;

  /** @param {Listener} listener */
  constructor({ onFrame, onLost }) {
    const video = /** @type {HTMLVideoElement} */ (view.find("[data-testid=camera]"));
    this.#camera = new Camera(video, onLost);
    this.#frames = new FrameSender(video, onFrame);
  }

  /** Whether the camera is on. */
  get isOpen() {
    return this.#camera.isOpen;
  }

  /** Turn the camera on; false if it was turned off meanwhile. @throws {import("./camera.mjs").CameraError} */
  open = () => this.#camera.open();

  /** Send frames from now on, one at a time. */
  begin() {
    offerAbilities(this.#camera);
    this.resume();
  }

  /** Send the next frame, unless nobody sees the page. */
  next() {
    if (!document.hidden) this.#frames.next();
  }

  /** Send frames again, unless nobody sees the page. */
  resume() {
    if (!document.hidden) this.#frames.start();
  }

  /** Send none for now. */
  pause = () => this.#frames.stop();

  /** Change to the device's other camera. @throws {import("./camera.mjs").CameraError} */
  async swap() {
    const stage = view.find("[data-slot=stage]");
    stage.ariaBusy = "true";
    await this.#camera.swap().finally(() => (stage.ariaBusy = null));
    await offerAbilities(this.#camera);
  }

  /** Turn the torch or the zoom on or off. @param {"torch" | "zoom"} name */
  toggle = (name) => toggle(this.#camera, name);

  /** Turn the camera off. */
  close() {
    this.#frames.stop();
    this.#camera.close();
  }
}
