/**
 * The visit: from the door to the dashboard and back. Brings together camera, worker, server and screens;
 * every event of a visit is one method here.
 */

import * as api from "./api.mjs";
import { Camera, CameraError } from "./camera.mjs";
import { clearDashboard, fillDashboard } from "./dashboard.mjs";
import { Frames } from "./frames.mjs";
import { clearPassword, showProblems } from "./password.mjs";
import { Scanner } from "./scanner.mjs";
import { sounds } from "./sounds.mjs";
import * as view from "./view.mjs";
import { rememberSignedIn } from "./visit.mjs";

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./types").Dashboard} Dashboard */
/** @typedef {{ badge: string } | { username: string, password: string }} Proof */

/** Which screen explains a problem's code; every other code is the server's trouble. @type {Record<string, string>} */
const SCREEN_OF = {
  not_a_badge: "badge-unknown",
  badge_other_district: "badge-other-school",
  badge_unknown_key: "badge-unknown",
  badge_bad_signature: "badge-unknown",
  badge_unknown: "badge-unknown",
  badge_void: "badge-old",
  badge_replaced: "badge-old",
  badge_expired: "badge-expired",
  account_disabled: "badge-unknown",
  no_badge_in_photo: "photo-empty",
  too_many_tries: "wait",
  insecure_connection: "page-insecure",
  session_expired: "session-ended",
  not_signed_in: "start",
};

const TRY_AGAIN_S = 8;
const ASK_AFTER_MS = 300;
const CELEBRATE_MS = 1600;
const NOTHING_FOUND_MS = 20_000;
const STALLED_MS = 10_000;
/** A soft "not this one" at most so often. */
const WRONG_AGAIN_MS = 4000;

/** One child's visit after another, in one page. */
export class Portal {
  /** What *Try again* does on the screen that shows. */
  #again = () => {};
  #stopCountdown = () => {};
  /** Somebody wants to scan, or has chosen a photo, and waits until Python is there. */
  #wanted = false;
  /** @type {ImageBitmap | null} */
  #photo = null;
  #timers = { late: 0, stalled: 0, celebrate: 0 };
  #lit = 0;
  #saidWrong = 0;
  #signedIn = false;

  constructor() {
    const video = /** @type {HTMLVideoElement} */ (view.find("[data-testid=camera]"));
    this.camera = new Camera(video, () => this.#problem("camera-lost", () => this.scan()));
    this.scanner = new Scanner((message) => this.#hear(message));
    this.frames = new Frames(video, (bitmap) => this.scanner.send({ type: "frame", bitmap }));
  }

  /** Load Python now, so that it is there when the badge button is pressed. */
  prepare() {
    this.scanner.start();
    this.#setStage();
  }

  /** The badge button: ask for the camera inside the tap, and scan as soon as Python is there. */
  async scan() {
    this.#wanted = true;
    this.prepare();
    const asking = setTimeout(() => view.show("ask"), ASK_AFTER_MS);
    try {
      if (await this.camera.open()) this.#scanIfReady();
    } catch (error) {
      if (this.#wanted) this.#problem(screenOf(error), () => this.scan());
    } finally {
      clearTimeout(asking);
    }
  }

  /** Choose a photo of the badge instead. @param {File} file */
  async usePhoto(file) {
    this.#leaveCamera();
    this.#wanted = true;
    this.#photo = await createImageBitmap(file).catch(() => null);
    if (!this.#photo) {
      this.#problem("photo-empty", () => this.scan());
      return;
    }
    this.prepare();
    this.#scanIfReady();
  }

  /** Sign in by form or by a badge in the address, with no need of Python. @param {Proof} proof */
  async signIn(proof) {
    const byBadge = "badge" in proof;
    if (byBadge) view.show("checking");
    view.setStage("checking");
    const answer = await api.signIn(proof);
    if (answer.kind === "ok") this.#welcome(answer.body);
    else if (answer.kind === "unreachable") this.#offline(() => this.signIn(proof));
    else if (answer.code === "wrong_credentials") {
      this.#setStage();
      view.show("password");
      showProblems(["no-match"]);
    } else
      this.#refused(answer.code, answer.retryAfter, byBadge ? () => this.scan() : () => this.enterPassword());
  }

  /** Show the dashboard of a visit that was left without signing out. */
  async resume() {
    const answer = await api.dashboard();
    if (answer.kind === "ok") this.#open(answer.body);
    else if (answer.kind === "unreachable") this.#offline(() => this.resume());
    else {
      const wasOpen = this.#signedIn;
      this.#leave();
      if (wasOpen || answer.code === "session_expired") view.show("session-ended");
    }
  }

  /** End the session on the server, then go on; nobody is told they are out before they are. */
  async signOut(/** @type {() => void} */ next = () => {}) {
    const answer = await api.signOut();
    if (answer.kind === "unreachable") {
      this.#offline(() => this.signOut(next));
      return;
    }
    this.#leave();
    next();
  }

  /** Back to the door, camera off. */
  start() {
    this.#stop();
    view.show("start");
  }

  /** The password form. */
  enterPassword() {
    this.#stop();
    view.show("password");
    view.find("#username-field").focus();
  }

  /** The browser's question was not seen: show where it hides. */
  notSeen() {
    this.#problem("camera-denied", () => this.scan());
  }

  /** *Try again*, whatever that means here. */
  retry() {
    this.#stopCountdown();
    this.#again();
  }

  /** Change to the device's other camera. */
  async swapCamera() {
    try {
      await this.camera.swap();
      this.#offerAbilities();
    } catch (error) {
      this.#problem(screenOf(error), () => this.scan());
    }
  }

  /** Look again at who is signed in when the page comes back to the front; save the camera when it goes. */
  visibilityChanged() {
    if (document.hidden) this.frames.stop();
    else if (this.#signedIn) this.resume();
    else if (view.current() === "scan") this.frames.start();
  }

  /** Everything off at once: the page is being left. */
  leavePage() {
    this.frames.stop();
    this.camera.close();
  }

  /** @param {PageMessage} message */
  #hear(message) {
    if (message.type === "progress") this.#progress(message.done, message.total);
    else if (message.type === "ready") this.#scanIfReady();
    else if (message.type === "failed") this.#failed(message.reason);
    else if (message.type === "looked") this.#looked(message.hint, message.lit);
    else if (message.type === "checking") this.#checking();
    else if (message.type === "signed-in") this.#welcome(message.dashboard);
    else if (message.type === "refused") this.#refused(message.code, message.retryAfter, () => this.scan());
    else if (message.type === "unreachable") this.#offline(() => this.#sendAgain());
  }

  #scanIfReady() {
    this.#setStage();
    if (!this.#wanted || !(this.#photo || this.camera.isOpen)) return;
    if (this.scanner.boot === "ready") this.#beginScan();
    else if (this.scanner.boot === "failed") this.#loadFailed();
    else view.show("load");
  }

  #beginScan() {
    clearTimeout(this.#timers.stalled);
    this.scanner.send({ type: "forget" });
    if (this.#photo) {
      view.show("checking");
      this.scanner.send({ type: "photo", bitmap: this.#photo });
      this.#photo = null;
      return;
    }
    this.#lit = 0;
    view.showHint("look", 0);
    view.show("scan");
    view.setStage("scanning");
    this.#offerAbilities();
    const stage = view.screen("scan");
    stage.classList.remove("late");
    this.#timers.late = setTimeout(() => stage.classList.add("late"), NOTHING_FOUND_MS);
    this.frames.start();
  }

  async #offerAbilities() {
    const { torch, zoom, swap } = await this.camera.abilities();
    view.find("[data-action=torch]").hidden = !torch;
    view.find("[data-action=zoom]").hidden = !zoom;
    view.find("[data-action=swap-camera]").hidden = !swap;
  }

  /** Turn a camera's torch or zoom on or off. @param {"torch" | "zoom"} name */
  async toggle(name) {
    const button = view.find(`[data-action=${name}]`);
    const on = button.ariaPressed !== "true";
    const { zoom } = await this.camera.abilities();
    const value = name === "torch" ? on : on ? Math.min(zoom?.max ?? 1, 2 * (zoom?.min ?? 1)) : zoom?.min;
    await this.camera.set({ [name]: value });
    button.ariaPressed = String(on);
  }

  /** @param {string} hint @param {number} lit */
  #looked(hint, lit) {
    if (view.current() !== "scan") return;
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
    this.#leaveCamera();
    view.setStage("checking");
    if (view.current() === "scan") {
      view.showHint("found", 3);
      sounds.found();
    }
  }

  /** @param {Dashboard} dashboard */
  #welcome(dashboard) {
    this.#open(dashboard);
    sounds.success();
    const success = view.screen("success");
    success.hidden = false;
    const end = () => {
      success.hidden = true;
    };
    success.addEventListener("click", end, { once: true });
    clearTimeout(this.#timers.celebrate);
    this.#timers.celebrate = setTimeout(end, CELEBRATE_MS);
  }

  /** @param {Dashboard} dashboard */
  #open(dashboard) {
    this.#stop();
    clearPassword();
    rememberSignedIn(true);
    this.#signedIn = true;
    fillDashboard(dashboard);
    view.show("dashboard");
    view.setStage("signed-in");
  }

  #leave() {
    rememberSignedIn(false);
    this.#signedIn = false;
    clearDashboard();
    this.start();
  }

  /** @param {string} code @param {number | null} retryAfter @param {() => void} again */
  #refused(code, retryAfter, again) {
    const screen = SCREEN_OF[code] ?? "server-trouble";
    this.#problem(screen, again);
    sounds.wrong();
    if (screen === "wait") this.#wait(retryAfter ?? TRY_AGAIN_S);
  }

  /** Too many tries: count down, then offer another. @param {number} seconds */
  #wait(seconds) {
    const button = view.find("[data-action=retry]", view.screen("wait"));
    button.hidden = true;
    this.#stopCountdown = view.countDown("wait", seconds, () => {
      button.hidden = false;
    });
  }

  /** The server cannot be reached: keep what was to be sent, and try again by itself. */
  #offline(/** @type {() => void} */ again) {
    this.#problem("offline", again);
    this.#stopCountdown = view.countDown("offline", TRY_AGAIN_S, () => this.retry());
  }

  #sendAgain() {
    view.setStage("checking");
    this.scanner.send({ type: "retry" });
  }

  /** Show what is wrong; the camera goes off. @param {string} screen @param {() => void} again */
  #problem(screen, again) {
    this.#stop();
    this.#again = again;
    view.show(screen);
  }

  #progress(/** @type {number} */ done, /** @type {number} */ total) {
    view.showProgress(done, total);
    view.showStalled(false);
    clearTimeout(this.#timers.stalled);
    this.#timers.stalled = setTimeout(() => view.showStalled(true), STALLED_MS);
    this.#setStage();
  }

  /** @param {string} reason */
  #failed(reason) {
    console.warn(`The scanner stopped: ${reason}`);
    clearTimeout(this.#timers.stalled);
    const wanted = this.#wanted;
    this.#setStage();
    if (wanted) this.#loadFailed();
  }

  #loadFailed() {
    this.#problem("load-failed", () => location.reload());
  }

  /** What was wanted is over: camera, frames, countdowns and waiting all end. */
  #stop() {
    this.#wanted = false;
    this.#photo?.close();
    this.#photo = null;
    this.#stopCountdown();
    this.#leaveCamera();
    this.#setStage();
  }

  #leaveCamera() {
    clearTimeout(this.#timers.late);
    this.frames.stop();
    this.camera.close();
  }

  /** The stage while nothing is scanned or checked: that of the start of Python. */
  #setStage() {
    if (!this.#signedIn) view.setStage(this.scanner.boot);
  }
}

/** @param {unknown} error */
function screenOf(error) {
  if (!(error instanceof CameraError)) throw error;
  return error.reason === "insecure" ? "page-insecure" : `camera-${error.reason}`;
}
