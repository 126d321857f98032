/** What shows of the camera check: its stage, how each check stands, and what to do. Every word is the page's own. */

import { pictureOfBrowser } from "./devices.mjs";
import { TOO_FAR } from "./diagnosis.mjs";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-testid=camera-doctor]"));
const heading = find("h1");
const status = find("[data-slot=status]");
const idle = status.textContent;

/** Which buttons show, by stage. @type {Record<string, string[]>} */
const BUTTONS = {
  idle: ["start"],
  running: ["stop"],
  passed: ["scan", "retry", "copy"],
  failed: ["retry", "copy"],
};

/** What the camera sees. */
export const video = /** @type {HTMLVideoElement} */ (find("video"));
video.addEventListener("loadedmetadata", () => {
  video.dataset.size = `${video.videoWidth} × ${video.videoHeight}`; // for the report: it is gone with the camera
});

/** @param {string} selector */
function find(selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/** @param {string} selector */
const findAll = (selector) => /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector));

/** Do something when its button is pressed. @param {string} action @param {() => void} act */
export const on = (action, act) => find(`button[data-action=${action}]`).addEventListener("click", act);

/** Go to a stage: idle, running, passed or failed. @param {string} name @param {string} [said] key of the status's words */
export function stage(name, said) {
  root.dataset.stage = name;
  heading.textContent = heading.dataset[name] ?? "";
  say(said ? status.dataset[said] : idle);
  for (const button of findAll("[data-action]"))
    button.hidden = !BUTTONS[name]?.includes(button.dataset.action ?? "");
  const retry = find("[data-action=retry]");
  retry.classList.toggle("go", name === "failed"); // one yellow way on
  retry.classList.toggle("plain", name !== "failed");
  find("[data-slot=stage]").hidden = name !== "running";
  if (name === "idle") reset();
}

/** Say something once: a screen reader tells what changes. @param {string | null} [words] */
function say(words) {
  if (words && status.textContent !== words) status.textContent = words;
}

function reset() {
  for (const { dataset } of findAll("[data-check]")) check(dataset.check ?? "", "next");
  advise(null);
  picture(null);
  find("[data-slot=copied]").textContent = "";
  find("[data-slot=report]").hidden = true;
}

/** The browser is asked for the camera. */
export function begin() {
  reset();
  stage("running", "asking");
  find("[data-slot=stage]").hidden = true;
  check("there", "looking");
}

/** The camera is on. @param {boolean} canSwap */
export function preview(canSwap) {
  light(0);
  stage("running", "show");
  find("[data-action=swap]").hidden = !canSwap;
  check("light", "looking");
}

/** How a check stands. @param {string} name @param {string} state */
export function check(name, state) {
  const line = find(`[data-check=${name}]`);
  if (line.dataset.state !== state) line.dataset.state = state;
}

/** What was said last: its numbers may change, and are not read aloud each time. @type {string | null} */
let advised = null;

/** Say what to do about a finding, at its check and above the picture; null says nothing. @param {string | null} finding @param {number} [side] of the code, over the frame's height */
export function advise(finding, side = 0) {
  const shown = { now: Math.round(100 * side), needed: Math.round(100 * TOO_FAR) };
  for (const line of findAll("[data-advice]")) {
    line.hidden = line.dataset.advice !== finding;
    const words = /** @type {HTMLElement} */ (line.querySelector("[data-words]"));
    if (line.hidden) continue;
    words.textContent = filled(words.dataset.words ?? "", shown);
    if (finding !== advised) say(finding === "unseen" ? status.dataset.show : words.textContent);
  }
  advised = finding;
}

/** @param {string} words @param {Record<string, number>} values */
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** How many of the door's arcs are lit. @param {number} lit */
export function light(lit) {
  find("[data-slot=stage]").dataset.lit = String(lit);
}

/** Show the picture of what is wrong, or of what is well. @param {string | null} name */
function picture(name) {
  for (const one of findAll("[data-picture]")) one.toggleAttribute("hidden", one.dataset.picture !== name);
  if (name === "denied") find("[data-picture=denied] use").setAttribute("href", pictureOfBrowser());
}

/** All is well. */
export function pass() {
  stage("passed", "passed");
  picture("fine");
  heading.focus();
}

/** It cannot go on. @param {string} fault */
export function fail(fault) {
  stage("failed");
  advise(fault);
  picture(fault);
  heading.focus();
}
