/**
 * The visit: from the door to the dashboard and back. Every event of a visit is one method here.
 */

import * as api from "../shared/api.mjs";
import { celebrate, endCelebration } from "./celebration.mjs";
import * as late from "./late.mjs";
import { clearPassword, showProblems } from "./password.mjs";
import { ScanSession } from "../scan/scan-session.mjs";
import * as session from "./session.mjs";
import { SignInClient } from "./sign-in-client.mjs";
import { sounds } from "./sounds.mjs";
import { Trouble } from "./trouble.mjs";
import * as view from "./view.mjs";
import { carryBadgeTo } from "./visit.mjs";

/** @typedef {import("../shared/types").SignedIn} SignedIn */
/** @typedef {import("./sign-in-client.mjs").Outcome} Outcome */
/** @typedef {import("./sign-in-client.mjs").Proof} Proof */

/** The stages that only tell how far the scanner has come; in all others the child is at something else. */
const STARTING = ["idle", "loading", "ready", "failed"];

/** A wait that is longer shows that something works. */
const WORKS_AFTER_MS = 300;

/** One child's visit after another, in one page. */
export class Portal {
  #signedIn = false;
  /** Whose turn it is: what was asked for before another's is dropped. */
  #turn = 0;
  #trouble = new Trouble(() => this.#end());
  #signInClient = new SignInClient((outcome, proof) => this.#outcome(outcome, proof), late.signIn);
  #onFreeLine;

  /** @param {{ onHeadStartOver: () => void, onFreeLine: () => void }} on what is urgent is there; nothing is loading */
  constructor({ onHeadStartOver, onFreeLine }) {
    this.#onFreeLine = onFreeLine;
    this.scanSession = new ScanSession({
      onBadge: (badge) => this.#signInClient.send({ badge }),
      onRefused: (refusal) => this.#trouble.refused(refusal, () => this.scan()),
      onProblem: (screen, again, fill) => this.#trouble.tell(screen, again, fill),
      onHeadStartOver,
      onBoot: () => {
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
    if (late.secret.script?.waits()) this.signOut();
    else if (!this.#signedIn) this.start();
    else if (view.current() === "dashboard") late.board()?.showStillIn();
    else this.resume();
  }

  /** The badge button. */
  scan() {
    if (view.current() === "confirm") this.scanSession.opened(); // their badge is still held up
    this.#dropProof();
    this.#trouble.end();
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
    this.#trouble.again = () => this.scan();
    this.scanSession.explain();
  }

  /** Show a notice again whose cause has not changed. @param {string} screen */
  tell(screen) {
    this.#trouble.tell(screen, () => (screen === "wait" ? this.enterPassword() : this.scan()));
  }

  /** *Try again*, whatever that means here. */
  retry() {
    this.#trouble.retry();
  }

  /** Look for the badge in a photo instead. @param {File} file */
  usePhoto(file) {
    this.#dropProof();
    this.#trouble.end();
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
    if (!session.isIn()) return this.#leave();
    const turn = this.#turn;
    const working = setTimeout(() => view.current() === "start" && view.show("checking"), WORKS_AFTER_MS);
    const answer = await late.dashboard();
    clearTimeout(working);
    if (turn !== this.#turn) return;
    if (!session.isIn()) this.#leave();
    else if (answer.kind === "ok") this.#open(answer.body);
    else if (answer.kind === "unreachable") this.#trouble.unanswered(answer, () => this.resume());
    else if (api.isFault(answer)) this.#trouble.refused(answer, () => this.resume());
    else {
      const wasOpen = this.#signedIn;
      session.forget();
      this.#leave();
      if (wasOpen || answer.code === "session_expired") this.#trouble.tell("session-ended");
    }
  }

  /** Whoever is in leaves: at once for all to see, and for the server as soon as it can be told. */
  signOut(next = () => this.start()) {
    session.leave();
    this.#leave(next);
  }

  /** The session's time is over: it ends here and on the server. */
  timeIsOver() {
    this.signOut(() => this.#trouble.tell("session-ended"));
  }

  /** Somebody left in another tab. */
  leftElsewhere() {
    if (this.#signedIn) this.#leave();
  }

  /** The page is shown again as it was left, without being loaded: its camera went off meanwhile. */
  cameBack() {
    if (this.#signedIn) this.resume();
    else if (view.current() === "password") this.enterPassword();
    else this.start();
  }

  /** The page went out of sight or came back. */
  visibilityChanged() {
    this.scanSession.pause(document.hidden);
  }

  /** @param {Outcome} outcome @param {Proof} proof */
  #outcome(outcome, proof) {
    if (outcome.type === "signed-in") this.#welcome(outcome.dashboard);
    else if (outcome.type === "second-step") this.#ask(outcome.asked);
    else if (outcome.type === "unreachable")
      this.#trouble.unanswered(outcome.answer, () => this.#sendAgain());
    else this.#refused(outcome, proof);
  }

  /** @param {import("./sign-in-client.mjs").Refused} refusal @param {Proof} proof */
  #refused(refusal, proof) {
    const again = () => ("username" in proof ? this.enterPassword() : this.scan());
    if (refusal.code === "wrong_credentials") this.#wrongPassword();
    else if ("step" in proof && late.secret.script?.refused(refusal)) {
      this.#resetStage();
      sounds.wrong();
    } else if (refusal.code === "badge_of_substitute" && "badge" in proof)
      carryBadgeTo("staff/substitute/", proof.badge);
    else this.#trouble.refused(refusal, api.isFault(refusal) ? () => this.#sendAgain() : again);
  }

  #sendAgain() {
    view.setStage("checking");
    this.#signInClient.retry();
  }

  /** A badge waits for what its owner knows. @param {import("../shared/types").SecondStepAsked} asked */
  async #ask(asked) {
    const turn = this.#turn;
    await late.secret.bring();
    if (turn !== this.#turn) return;
    if (!late.secret.script) return this.#trouble.unanswered(api.silence(), () => this.#ask(asked));
    this.#end();
    late.secret.script.ask(asked, this);
  }

  /** Open the dashboard behind a door that opens for a moment. @param {SignedIn} dashboard */
  #welcome(dashboard) {
    this.#open(dashboard);
    this.scanSession.opened();
    sounds.success();
    celebrate();
  }

  /** @param {SignedIn} dashboard */
  #open(dashboard) {
    this.#end();
    this.#signedIn = true;
    late.board()?.open(dashboard, this);
    view.show("dashboard");
    view.setStage("signed-in");
  }

  /** Nothing of whoever was in shows any more, but apps that they alone can close; then what is `next`. */
  #leave(next = () => this.start()) {
    this.#signedIn = false;
    const isAllClosed = late.board()?.close() ?? true;
    endCelebration();
    this.start();
    if (isAllClosed) next();
    else this.#trouble.tell("tabs-open", next);
  }

  #wrongPassword() {
    this.#resetStage();
    view.show("password");
    showProblems(["no-match"]);
  }

  /** A badge or password on its way is dropped: its answer belongs to whoever has left. */
  #dropProof() {
    this.#turn++;
    this.#signInClient.cancel();
    this.scanSession.beginTurn();
  }

  /** Whatever was going on is over: camera, countdown, and a password half typed. */
  #end() {
    this.#trouble.end();
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
