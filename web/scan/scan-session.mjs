/** From the badge button to a badge that was read: camera, frames, the scanner, and what shows meanwhile. */

import { showAsking, whenAllowed } from "./asking.mjs";
import { screenOf } from "./camera.mjs";
import { Guidance } from "./guidance.mjs";
import { LoadProgress } from "./load-progress.mjs";
import { openPhoto } from "./photo.mjs";
import { Preview } from "./preview.mjs";
import { Scanner } from "./scanner.mjs";
import { UsedBadge } from "./used-badge.mjs";
import { savesData } from "../shared/network.mjs";
import { sounds } from "../student/sounds.mjs";
import * as view from "../student/view.mjs";

/** @typedef {import("./types").ScannerMessage} ScannerMessage */
/** @typedef {import("./types").Refusal} Refusal */
/**
 * @typedef {object} Listener
 * @property {(badge: string) => void} onBadge a badge was read: the server has the next word
 * @property {(refusal: Refusal) => void} onRefused what was held up does not open the door, without asking the server
 * @property {(screen: string, again: () => void, fill?: () => void) => void} onProblem no badge can be read; how to try
 * again, and what to fill in before that shows
 * @property {() => void} onBoot the scanner's start went a step further
 * @property {() => void} onHeadStartOver nothing that somebody waits for is on its way any more
 */

const ASK_AFTER_MS = 300;

/** One scan after another; `stop` ends any of them, whatever it is waiting for. */
export class ScanSession {
  /** Somebody wants to scan, or has chosen a photo. */
  isWanted = false;
  /** The chosen photo, until it is known what is in it. @type {File | null} */
  #photo = null;
  #loadProgress = new LoadProgress();
  #guidance = new Guidance();
  #scanner = new Scanner(
    (message) => this.#receive(message),
    () => this.#listener.onHeadStartOver(),
  );
  #used = new UsedBadge();
  #preview = new Preview({
    onFrame: (one) => this.#scanner.scan("frame", one, this.#used.fingerprint),
    onLost: () => this.#problem("camera-lost"),
  });
  #listener;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /** How far the scanner's start has come. */
  get boot() {
    return this.#scanner.boot;
  }

  /** Load Python now, so that it is there when it is wanted. */
  prepare() {
    if (this.boot === "idle") this.#loadProgress.expect();
    this.#scanner.start();
    this.#listener.onBoot();
  }

  /** Ask for the camera, so call it inside the tap, and scan as soon as frames can be scanned. */
  async start() {
    this.isWanted = true;
    const opening = this.#preview.open();
    this.prepare();
    whenAllowed(() => this.#scanner.expectPicture(this.isWanted)); // then it opens in a moment
    const asking = setTimeout(() => showAsking("ask", this.#isAsking), ASK_AFTER_MS);
    try {
      if (await opening) this.#proceed();
    } catch (error) {
      if (this.isWanted) this.#problem(screenOf(error));
    } finally {
      clearTimeout(asking);
    }
  }

  /** The browser's question is not to be seen: show where it hides. The camera is still asked for. */
  explain = () => showAsking("ask-help", this.#isAsking);

  #isAsking = () => this.isWanted && !this.#photo && !this.#preview.isOpen;

  /** Look for the badge in a photo instead. @param {File} file */
  async usePhoto(file) {
    this.stop();
    this.isWanted = true;
    this.#photo = file;
    this.prepare();
    this.#proceed();
  }

  /** What was wanted is over: the camera goes off, nothing waits any more. */
  stop() {
    this.isWanted = false;
    this.#photo = null;
    this.#scanner.expectPicture(false);
    this.#closeCamera();
  }

  /** Hear nothing more of what was held up: whoever held it has left. */
  beginTurn = () => this.#scanner.beginTurn();

  /** Somebody is in: their badge counts again when it has left the picture; what nobody called for may come. */
  opened() {
    this.#used.opened(performance.now());
    if (!savesData()) this.#scanner.idleSoon();
  }

  /** Somebody says that the badge before the camera, which was just used, is theirs. */
  useAgain = () => this.#used.release();

  /** Send no frames while nobody sees the page. @param {boolean} hidden */
  pause(hidden) {
    if (hidden) this.#preview.pause();
    else if (this.#isScanning) this.#preview.resume();
  }

  /** Change to the device's other camera. */
  async swapCamera() {
    try {
      await this.#preview.swap();
    } catch (error) {
      this.#problem(screenOf(error));
    }
  }

  /** Turn the camera's torch or zoom on or off. @param {"torch" | "zoom"} name */
  toggle = (name) => this.#preview.toggle(name);

  /** @param {ScannerMessage} message */
  #receive(message) {
    if (message.type === "progress") this.#loadProgress.update(message.done, message.total);
    else if (message.type === "decoder-ready") this.#proceed();
    else if (message.type === "ready") this.#ready(message.cause);
    else if (message.type === "failed") this.#failed(message.cause, message.reason);
    else if (message.type === "looked") this.#guide(message.hint, message.lit);
    else if (message.type === "checking") this.#checking();
    else if (message.type === "badge") this.#read(message);
    else if (message.type === "refused") this.#refused(message);
    else if (message.type === "lost") this.#scanAgain();
  }

  /** Scan, if there is something to scan and somebody to scan it; else show what is waited for. */
  #proceed() {
    this.#listener.onBoot();
    view.showStillLoading(this.boot === "loading");
    if (!this.isWanted || !(this.#photo || this.#preview.isOpen) || this.#isScanning) return;
    if (this.boot === "failed") this.#problem("load-failed");
    else if (!this.#scanner.canScan) view.show("load");
    else if (this.#photo) this.#sendPhoto(this.#photo);
    else this.#beginScan();
  }

  /** Whether the camera is being looked through. */
  get #isScanning() {
    return this.#preview.isOpen && view.current() === "scan";
  }

  /** @param {File} file */
  async #sendPhoto(file) {
    this.beginTurn(); // what another worker made of it: the one that scans may have changed
    view.show("checking");
    const opened = await openPhoto(file);
    if (file !== this.#photo) opened.picture?.close();
    else if (!opened.picture) this.#problem("photo-unreadable", () => view.showFileKind(opened.kind));
    else this.#scanner.scan("photo", opened.picture);
  }

  #beginScan() {
    this.#used.begin();
    this.#guidance.begin();
    view.show("scan");
    view.setStage("scanning");
    this.beginTurn();
    this.#preview.begin();
  }

  /** A frame held no badge. @param {string} hint @param {number} lit */
  #guide(hint, lit) {
    if (!this.#isScanning) return;
    this.#guidance.show(this.#used.look(hint, lit, performance.now()), lit);
    this.#preview.next();
  }

  #checking() {
    this.#closeCamera();
    view.setStage("checking");
    view.showHint("found", 3);
    if (view.current() === "scan") sounds.found();
  }

  /** @param {{ badge: string, fingerprint: string }} read */
  #read({ badge, fingerprint }) {
    this.stop();
    this.#used.read(fingerprint);
    this.#listener.onBadge(badge);
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    if (refusal.code === "no_badge_in_photo" && this.boot === "loading") {
      view.show("load"); // Python has more ways to read it, once it is there
    } else {
      this.stop();
      this.#listener.onRefused(refusal);
    }
  }

  /** What was held up is lost with the worker that had it. */
  #scanAgain() {
    if (this.#photo) this.#proceed();
    else if (this.#isScanning) this.#preview.next();
    else if (this.isWanted) {
      view.show("checking");
      this.start();
    }
  }

  /** @param {string} [cause] why Python did not come, if the decoder worker scans alone */
  #ready(cause) {
    this.#loadProgress.end(cause);
    this.#proceed();
  }

  /** @param {string} cause @param {string} reason */
  #failed(cause, reason) {
    console.warn(`The scanner stopped: ${reason}`);
    this.#loadProgress.end(cause);
    if (this.isWanted) this.#problem("load-failed");
    this.#listener.onBoot();
  }

  /** @param {string} screen @param {() => void} [fill] */
  #problem(screen, fill) {
    const again = screen === "load-failed" ? () => location.reload() : () => this.start();
    this.stop();
    this.#listener.onProblem(screen, again, fill);
  }

  #closeCamera() {
    this.#guidance.end();
    this.#preview.close();
  }
}
