/**
 * From the badge button to a badge that was read: camera, frames, who looks at them, and what shows meanwhile.
 */

import { Arrival } from "./load-progress.mjs";
import { Camera, CameraError } from "./camera.mjs";
import { offerAbilities, toggle } from "./camera-buttons.mjs";
import { Frames } from "./frames.mjs";
import { Scanner } from "./scanner.mjs";
import { sounds } from "../student/sounds.mjs";
import * as view from "../student/view.mjs";

/** @typedef {import("../shared/types").ScannerMessage} ScannerMessage */
/** @typedef {import("../shared/types").Refusal} Refusal */
/**
 * @typedef {object} Listener
 * @property {(badge: string) => void} onBadge a badge was read: the server has the next word
 * @property {(refusal: Refusal) => void} onRefused what was held up does not open the door, without asking the server
 * @property {(screen: string, again: () => void) => void} onProblem no badge can be read; how to try again
 * @property {() => void} onBoot the start of Python went a step further
 */

const ASK_AFTER_MS = 300;
const NOTHING_FOUND_MS = 20_000;
/** A soft "not this one" at most so often. */
const WRONG_AGAIN_MS = 4000;

/** One scan after another; `stop` ends any of them, whatever it is waiting for. */
export class Scanning {
  /** Somebody wants to scan, or has chosen a photo. */
  #wanted = false;
  /** The chosen photo, until it is known what is in it. @type {File | null} */
  #photo = null;
  #slow = 0;
  #arrival = new Arrival();
  #lit = 0;
  #saidWrong = 0;

  /** @param {Listener} listener */
  constructor(listener) {
    const video = /** @type {HTMLVideoElement} */ (view.find("[data-testid=camera]"));
    this.listener = listener;
    this.camera = new Camera(video, () => this.#problem("camera-lost"));
    this.scanner = new Scanner((message) => this.#hear(message));
    this.frames = new Frames(video, (frame) => this.scanner.look("frame", frame));
  }

  /** How far the start of Python has come. */
  get boot() {
    return this.scanner.boot;
  }

  /** Whether pictures are looked at. */
  get sees() {
    return this.scanner.sees;
  }

  /** Load Python now, so that it is there when it is wanted. */
  prepare() {
    if (this.boot === "idle") this.#arrival.expect();
    this.scanner.start();
    this.listener.onBoot();
  }

  /** Ask for the camera, so call it inside the tap, and scan as soon as anything can look at frames. */
  async start() {
    this.#wanted = true;
    this.prepare();
    const asking = setTimeout(() => this.#wanted && view.showPrompt(), ASK_AFTER_MS);
    try {
      if (await this.camera.open()) this.#goOn();
    } catch (error) {
      if (this.#wanted) this.#problem(screenOf(error));
    } finally {
      clearTimeout(asking);
    }
  }

  /** Look for the badge in a photo instead. @param {File} file */
  async usePhoto(file) {
    this.stop();
    this.#wanted = true;
    this.#photo = file;
    this.prepare();
    this.#goOn();
  }

  /** What was wanted is over: the camera goes off, nothing waits any more. */
  stop() {
    this.#wanted = false;
    this.#photo = null;
    this.#closeCamera();
  }

  /** Hear nothing more of what was held up: whoever held it has left. */
  forget = () => this.scanner.forget();

  /** Somebody is in: what of Python nobody has called for may come, in a while. */
  rest = () => this.scanner.rest();

  /** Look at no frames while nobody sees the page. @param {boolean} hidden */
  pause(hidden) {
    if (hidden) this.frames.stop();
    else if (this.#scans) this.frames.start();
  }

  /** Change to the device's other camera. */
  async swapCamera() {
    try {
      await this.camera.swap();
      await offerAbilities(this.camera);
    } catch (error) {
      this.#problem(screenOf(error));
    }
  }

  /** Turn the camera's torch or zoom on or off. @param {"torch" | "zoom"} name */
  toggle = (name) => toggle(this.camera, name);

  /** @param {ScannerMessage} message */
  #hear(message) {
    if (message.type === "progress") this.#arrival.progress(message.done, message.total);
    else if (message.type === "seeing") this.#goOn();
    else if (message.type === "ready") this.#ready(message.cause);
    else if (message.type === "failed") this.#failed(message.cause, message.reason);
    else if (message.type === "looked") this.#looked(message.hint, message.lit);
    else if (message.type === "checking") this.#checking();
    else if (message.type === "badge") this.#read(message.badge);
    else if (message.type === "refused") this.#refused(message);
    else if (message.type === "lost") this.#lookAgain();
  }

  /** Look, if there is something to look at and something to look with; else show what is waited for. */
  #goOn() {
    this.listener.onBoot();
    view.showArriving(this.boot === "loading");
    if (!this.#wanted || !(this.#photo || this.camera.isOpen) || this.#scans) return;
    if (this.boot === "failed") this.#problem("load-failed");
    else if (!this.scanner.sees) view.show("load");
    else if (this.#photo) this.#sendPhoto(this.#photo);
    else this.#beginScan();
  }

  /** Whether the camera is being looked through. */
  get #scans() {
    return this.camera.isOpen && view.current() === "scan";
  }

  /** @param {File} file */
  async #sendPhoto(file) {
    this.forget(); // what others made of it: who looks may have changed
    const frame = await createImageBitmap(file).catch(() => null);
    if (file !== this.#photo) frame?.close();
    else if (!frame) this.#problem("photo-empty");
    else {
      view.show("checking");
      this.scanner.look("photo", frame);
    }
  }

  #beginScan() {
    this.#lit = 0;
    view.showHint("look", 0);
    view.showSlow(false);
    view.show("scan");
    view.setStage("scanning");
    offerAbilities(this.camera);
    this.#slow = setTimeout(() => view.showSlow(true), NOTHING_FOUND_MS);
    this.forget();
    if (!document.hidden) this.frames.start();
  }

  /** @param {string} hint @param {number} lit */
  #looked(hint, lit) {
    if (!this.#scans) return;
    view.showHint(hint, lit);
    if (lit > this.#lit) (lit === 1 ? sounds.seen : sounds.near)();
    this.#lit = lit;
    if (hint === "wrong" && Date.now() - this.#saidWrong > WRONG_AGAIN_MS) {
      this.#saidWrong = Date.now();
      sounds.wrong();
    }
    if (!document.hidden) this.frames.next();
  }

  #checking() {
    this.#closeCamera();
    view.setStage("checking");
    view.showHint("found", 3);
    if (view.current() === "scan") sounds.found();
  }

  /** @param {string} badge */
  #read(badge) {
    this.stop();
    this.listener.onBadge(badge);
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    if (refusal.code === "no_badge_in_photo" && this.boot === "loading") {
      view.show("load"); // Python has more ways to look at it, once it is there
    } else {
      this.stop();
      this.listener.onRefused(refusal);
    }
  }

  /** What was held up is lost with the worker that looked at it. */
  #lookAgain() {
    if (this.#photo) this.#goOn();
    else if (this.#scans) this.frames.next();
    else if (this.#wanted) {
      view.show("checking");
      this.start();
    }
  }

  /** @param {string} [cause] why Python did not come, if the eyes look alone */
  #ready(cause) {
    this.#arrival.end(cause);
    this.#goOn();
  }

  /** @param {string} cause @param {string} reason */
  #failed(cause, reason) {
    console.warn(`The scanner stopped: ${reason}`);
    this.#arrival.end(cause);
    if (this.#wanted) this.#problem("load-failed");
    this.listener.onBoot();
  }

  /** @param {string} screen */
  #problem(screen) {
    this.stop();
    this.listener.onProblem(screen, screen === "load-failed" ? () => location.reload() : () => this.start());
  }

  #closeCamera() {
    clearTimeout(this.#slow);
    this.frames.stop();
    this.camera.close();
  }
}

/** The screen for what the camera said. @param {unknown} error */
function screenOf(error) {
  if (!(error instanceof CameraError)) throw error;
  return error.reason === "insecure" ? "page-insecure" : `camera-${error.reason}`;
}
