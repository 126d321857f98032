/**
 * The visit: from the door to the dashboard and back. Every event of a visit is one method here.
 */

import * as api from "../shared/api.mjs";
import { celebrate } from "./celebration.mjs";
import * as late from "./late.mjs";
import { SignInClient } from "./sign-in-client.mjs";
import { screenOf, showFault, waitForAnswer } from "./unanswered.mjs";
import { clearPassword, showProblems } from "./password.mjs";
import { screenOfCode } from "./refusal-screens.mjs";
import { ScanSession } from "../scan/scan-session.mjs";
import { sounds } from "./sounds.mjs";
import * as view from "./view.mjs";
import { rememberSignedIn } from "./visit.mjs";

/** @typedef {import("../shared/types").Dashboard} Dashboard */
/** @typedef {import("./sign-in-client.mjs").Outcome} Outcome */
/** @typedef {import("./sign-in-client.mjs").Proof} Proof */
/** @typedef {import("./sign-in-client.mjs").Refused} Refused */
/** @typedef {import("../shared/api.mjs").Unreachable} Unreachable */

/** The stages that only tell how far the scanner has come; in all others the child is at something else. */
const STARTING = ["idle", "loading", "ready", "failed"];
/** The wait after too many tries, where the server names none. */
const REST_S = 8;

/** One child's visit after another, in one page. */
export class Portal {
  /** What *Try again* does on the screen that shows. */
  #again = () => {};
  #stopCountdown = () => {};
  #signedIn = false;
  #signInClient = new SignInClient((outcome, proof) => this.#outcome(outcome, proof), late.signIn);
  #onFreeLine;

  /** @param {{ onScanner: () => void, onFreeLine: () => void }} on pictures can be scanned; nothing is loading */
  constructor({ onScanner, onFreeLine }) {
    this.#onFreeLine = onFreeLine;
    this.scanSession = new ScanSession({
      onBadge: (badge) => this.#signInClient.send({ badge }),
      onRefused: (refusal) => this.#refused(refusal, () => this.scan()),
      onProblem: (screen, again) => this.#problem(screen, again),
      onBoot: () => {
        if (this.scanSession.canScan) onScanner();
        if (STARTING.includes(view.stage() ?? "")) this.#resetStage();
      },
    });
  }

  /** Back to the door, camera off. */
  start() {
    this.#dropProof();
    this.#end();
    view.show("start");
  }

  /** One step back: to the door. Whoever is in stays in, and is shown how to leave. */
  back() {
    if (!this.#signedIn) this.start();
    else if (view.current() === "dashboard") late.board()?.showStillIn();
    else this.resume();
  }

  /** The badge button. */
  scan() {
    this.#dropProof();
    this.#stopCountdown();
    this.scanSession.start();
  }

  /** The password form. */
  enterPassword() {
    this.#dropProof();
    this.#end();
    view.show("password");
    view.find("#username-field").focus();
  }

  /** The browser's question was not seen: show where it hides; the camera is still asked for. */
  notSeen() {
    this.#again = () => this.scan();
    this.scanSession.explain();
  }

  /** Show a notice again whose cause has not changed. @param {string} screen */
  tell(screen) {
    this.#problem(screen, () => (screen === "wait" ? this.enterPassword() : this.scan()));
    if (screen === "wait") this.#wait(REST_S);
  }

  /** *Try again*, whatever that means here. */
  retry() {
    this.#stopCountdown();
    this.#again();
  }

  /** Look for the badge in a photo instead. @param {File} file */
  usePhoto(file) {
    this.#dropProof();
    this.#stopCountdown();
    this.scanSession.usePhoto(file);
  }

  /** Sign in by form or by a badge in the address, with no need of Python. @param {Proof} proof */
  async signIn(proof) {
    this.#dropProof();
    if ("badge" in proof) view.show("checking");
    view.setStage("checking");
    await this.#signInClient.send(proof);
  }

  /** Show the dashboard of a visit that was left without signing out, or whose page was out of sight. */
  async resume() {
    const answer = await late.dashboard();
    if (answer.kind === "ok") this.#open(answer.body);
    else if (answer.kind === "unreachable") this.#unanswered(answer, () => this.resume());
    else if (api.isFault(answer)) this.#refused(answer, () => this.resume());
    else {
      const wasOpen = this.#signedIn;
      this.#leave();
      if (wasOpen || answer.code === "session_expired") view.show("session-ended");
    }
  }

  /** End the session on the server, then go on; nobody is told they are out before they are. */
  async signOut(next = () => {}) {
    const answer = await api.signOut();
    if (answer.kind === "unreachable") {
      this.#unanswered(answer, () => this.signOut(next));
      return;
    }
    this.#leave();
    next();
  }

  /** The page is shown again as it was left, without being loaded: its camera went off meanwhile. */
  cameBack() {
    if (this.#signedIn) this.resume();
    else if (view.current() === "password") this.enterPassword();
    else this.start();
  }

  /** The page went out of sight or came back: look again at who is signed in. */
  visibilityChanged() {
    this.scanSession.pause(document.hidden);
    if (this.#signedIn && !document.hidden) this.resume();
  }

  /** @param {Outcome} outcome @param {Proof} proof */
  #outcome(outcome, proof) {
    const again = () => ("badge" in proof ? this.scan() : this.enterPassword());
    if (outcome.type === "signed-in") this.#welcome(outcome.dashboard);
    else if (outcome.type === "unreachable") this.#unanswered(outcome.answer, () => this.#sendAgain());
    else if (outcome.code === "wrong_credentials") this.#wrongPassword();
    else this.#refused(outcome, api.isFault(outcome) ? () => this.#sendAgain() : again);
  }

  #sendAgain() {
    view.setStage("checking");
    this.#signInClient.retry();
  }

  /** Open the dashboard behind a door that opens for a moment. @param {Dashboard} dashboard */
  #welcome(dashboard) {
    this.#open(dashboard);
    this.scanSession.opened();
    sounds.success();
    celebrate();
  }

  /** @param {Dashboard} dashboard */
  #open(dashboard) {
    this.#end();
    rememberSignedIn(true);
    this.#signedIn = true;
    late.board()?.fillDashboard(dashboard);
    view.show("dashboard");
    view.setStage("signed-in");
  }

  #leave() {
    rememberSignedIn(false);
    this.#signedIn = false;
    late.board()?.clearDashboard();
    this.start();
  }

  #wrongPassword() {
    this.#resetStage();
    view.show("password");
    showProblems(["no-match"]);
  }

  /** @param {Refused} refusal @param {() => void} again */
  #refused({ code, status = 500, retryAfter }, again) {
    const screen = screenOfCode(code);
    this.#problem(screen, again);
    sounds.wrong();
    if (screen === "net-fault") showFault(status);
    if (screen === "wait") this.#wait(retryAfter ?? REST_S);
  }

  /** Too many tries: count down, then offer another. @param {number} seconds */
  #wait(seconds) {
    const button = view.find("[data-action=retry]", view.screen("wait"));
    button.hidden = true;
    this.#stopCountdown = view.countDown("wait", seconds, () => {
      button.hidden = false;
    });
  }

  /** Nobody answered: keep what was to be sent, and try again by itself. @param {Unreachable} answer */
  #unanswered(answer, /** @type {() => void} */ again) {
    this.#problem(screenOf(answer), again);
    this.#stopCountdown = waitForAnswer(answer, () => this.retry());
  }

  /** Show what is wrong; the camera goes off. @param {string} screen @param {() => void} again */
  #problem(screen, again) {
    this.#end();
    this.#again = again;
    view.show(screen);
  }

  /** A badge or password on its way is dropped: its answer belongs to whoever has left. */
  #dropProof() {
    this.#signInClient.cancel();
    this.scanSession.beginTurn();
  }

  /** Whatever was going on is over: camera, countdown, and a password half typed. */
  #end() {
    this.#stopCountdown();
    this.scanSession.stop();
    clearPassword();
    this.#resetStage();
  }

  /** The stage while nothing is scanned or checked: signed in, or how far the scanner has come. */
  #resetStage() {
    const { boot } = this.scanSession;
    view.setStage(this.#signedIn ? "signed-in" : boot);
    if (this.#signedIn || boot === "ready" || boot === "failed") this.#onFreeLine();
  }
}
