/**
 * What a badge waits for: a secret number, or two pictures, that only its owner knows. It comes when the server asks for
 * it. What is tapped stays in this module until it is sent; nothing of it is in the page, in storage or in an address.
 */

import * as api from "../shared/api.mjs";
import { PicturePicker } from "./second-step/picture-picker.mjs";
import { PinPad } from "./second-step/pin-pad.mjs";
import { Secret } from "./second-step/secret.mjs";
import * as view from "./view.mjs";

/** @typedef {import("../shared/types").SecondStepAsked} SecondStepAsked */
/** @typedef {import("./sign-in-client.mjs").Refused} Refused */
/** @typedef {Pick<import("./portal.mjs").Portal, "signIn" | "signOut" | "tell" | "start" | "enterPassword">} Visit */
/** @typedef {import("./second-step/secret.mjs").Say} Say */

const TEACHER = "ask-teacher";
/** What rests while there is a wait. */
const TAPPED = "[data-digit], [data-picture], [data-action=take-back], [data-action=secret-go]";

// Late scripts have modules of their own: what remembers something (sounds, session) is asked of the visit.
/** @type {Visit} */
let visit;
let isWaiting = false;
let secret = new Secret(true);
let stopCountdown = () => {};
let over = 0;
/** Who takes what is tapped. @type {PinPad | PicturePicker} */
let taker;

const takers = {
  pin: new PinPad((tapped) => go(tapped)),
  pictures: new PicturePicker((tapped) => go(tapped), told),
};

/** A badge waits for this. @param {SecondStepAsked} asked @param {Visit} whose */
export function ask({ person, second_step: step }, whose) {
  visit = whose;
  isWaiting = true;
  secret = new Secret(step.is_set);
  taker = takers[step.kind];
  clearTimeout(over);
  over = setTimeout(() => isWaiting && visit.tell("session-ended"), step.seconds_left * 1000);
  for (const place of view.findAll("[data-slot=first-name]")) place.textContent = person.given_name;
  if (step.is_locked) return askTeacher();
  taker.begin(step.length);
  identify(taker.screen);
  tell(step.retry_after ? "wait" : secret.mode, step.retry_after);
  view.show(taker.screen);
}

/** Both screens have these parts; who drives the page finds each once, on the screen that is used. @param {string} used */
function identify(used) {
  for (const part of view.findAll("[data-part]")) {
    const screen = /** @type {HTMLElement | null} */ (part.closest("[data-screen]"));
    if (screen?.dataset.screen === used) part.dataset.testid = part.dataset.part ?? "";
    else delete part.dataset.testid;
  }
}

/** Whether a badge waits here: whoever goes ends that too. */
export const waits = () => isWaiting;

/** Ask again for what a badge waits for, if one does: the page came anew, or another device was quicker. @param {Visit} whose */
export async function goOn(whose) {
  const before = view.current();
  const answer = await api.ask("GET", "/api/v1/session/second-step");
  if (view.current() !== before) return; // somebody went on meanwhile
  if (answer.kind === "ok") ask(answer.body, whose);
  else whose.start();
}

/** The server did not take what was tapped. @param {Refused} refusal @returns {boolean} whether it was for this to tell */
export function refused({ code, retryAfter }) {
  const act = TOLD[code];
  act?.(retryAfter);
  return Boolean(act);
}

/** @type {Record<string, (retryAfter: number | null) => void>} */
const TOLD = {
  wrong_second_step: (retryAfter) => again(retryAfter ? "wait" : "wrong", retryAfter),
  too_many_tries: (retryAfter) => again("wait", retryAfter),
  second_step_easy: () => again("easy"),
  second_step_unfit: () => goOn(visit),
  second_step_set: () => goOn(visit), // another device was quicker: that one is asked for
  second_step_locked: askTeacher,
  second_step_over: () => visit.tell("session-ended"),
};

/** @param {string} tapped */
function go(tapped) {
  const screen = view.screen(taker.screen);
  if (screen.ariaBusy) return;
  const { step, say } = secret.take(tapped);
  if (step === null) return tell(say);
  screen.ariaBusy = "true";
  visit.signIn({ step, secret: taker.proof(tapped) });
}

/** Begin anew with what is to be tapped. @param {Say} say @param {number | null} [waitS] */
function again(say, waitS = null) {
  secret = new Secret(secret.isSet);
  tell(say, waitS);
  view.show(taker.screen);
}

/** Nothing is tapped yet; say what to do. @param {Say} say @param {number | null} [waitS] seconds until the next try */
function tell(say, waitS = null) {
  stopCountdown();
  taker.clear(secret.mode);
  told(say);
  const screen = view.screen(taker.screen);
  screen.ariaBusy = null;
  for (const button of view.findAll(TAPPED, screen)) button.toggleAttribute("disabled", waitS !== null);
  view.find("[data-action=forgot]", screen).hidden = !secret.isSet;
  view.find("[data-slot=countdown]", screen).hidden = waitS === null;
  if (waitS === null) return;
  stopCountdown = view.countDown(taker.screen, waitS, () => tell(secret.mode));
}

/** @param {Say} say */
function told(say) {
  const screen = view.screen(taker.screen);
  for (const words of view.findAll("[data-slot=say]", screen)) {
    const text = words.dataset[say] ?? "";
    if (words.textContent !== text) words.textContent = text; // else it is said again
    words.hidden = !text;
  }
  for (const words of view.findAll("[data-slot=way-on]", screen))
    words.textContent = words.dataset[secret.mode] ?? "";
}

function askTeacher() {
  stopCountdown();
  view.show(TEACHER);
}

/** The form, ready for the six numbers that a teacher reads out. */
function sixNumbers() {
  visit.signOut(() => visit.enterPassword());
  document.querySelector(/** @type {"a"} */ ("[data-screen=password] [data-action=backup-code]"))?.click();
}

/** Whoever waited is in, or has left: nothing of what they tapped is kept. */
function screenChanged() {
  const shown = view.current();
  if (!isWaiting || !["dashboard", "start", "password"].includes(shown)) return;
  isWaiting = false;
  clearTimeout(over);
  stopCountdown();
  view.screen(taker.screen).ariaBusy = null;
  taker.clear("enter");
  identify("");
  secret = new Secret(true);
  for (const place of view.findAll("[data-slot=first-name]")) place.textContent = "";
}

/** @type {Record<string, (control: HTMLElement) => void>} */
const ACTIONS = {
  "secret-go": () => taker.go(),
  "take-back": () => takers.pin.takeBack(),
  forgot: askTeacher,
  "six-numbers": sixNumbers,
};

view.find("main").addEventListener("click", ({ target }) => {
  const control = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (target).closest("[data-action], [data-digit], [data-picture]")
  );
  const { action = "", digit, picture } = control?.dataset ?? {};
  if (digit) takers.pin.tap(digit);
  else if (picture) takers.pictures.tap(picture);
  else if (control) ACTIONS[action]?.(control);
});
document.addEventListener("keydown", (event) => view.current() === "pin" && takers.pin.key(event));
new MutationObserver(screenChanged).observe(document.documentElement, { attributeFilter: ["data-screen"] });
