/**
 * The page comes to life: the badge in the address, the visit that was left open, the buttons, the form.
 * All of this works before Python has arrived, and if it never does.
 */

import { activateWaitingVersion, completeCache, register } from "../offline/service-worker-registration.mjs";
import * as api from "../shared/api.mjs";
import { savesData, whenIdle } from "../shared/network.mjs";
import { preferredPage } from "../shared/language.mjs";
import { keepHistory } from "./history.mjs";
import { resumeScreen, switchLanguage } from "./language-switch.mjs";
import * as late from "./late.mjs";
import { togglePassword, wirePassword } from "./password.mjs";
import { Portal } from "./portal.mjs";
import * as session from "./session.mjs";
import { say, silence, sounds, unlock } from "./sounds.mjs";
import * as view from "./view.mjs";
import * as visit from "./visit.mjs";

view.enhance();
const portal = new Portal({
  onHeadStartOver() {
    late.notices.bring();
    register();
  },
  onFreeLine: () => whenIdle(completeAll),
});

/** What each control does, by its `data-action`. @type {Record<string, (control: HTMLElement) => void>} */
const ACTIONS = {
  scan: () => portal.scan(),
  stop: () => portal.back(),
  start: () => portal.back(),
  password: () => portal.enterPassword(),
  retry: () => portal.retry(),
  photo: () => view.find("[data-testid=photo-input]").click(),
  "swap-camera": () => portal.scanSession.swapCamera(),
  torch: () => portal.scanSession.toggle("torch"),
  zoom: () => portal.scanSession.toggle("zoom"),
  "not-seen": () => portal.notSeen(),
  again: () => portal.scanSession.useAgain(),
  "sign-out": () => portal.signOut(),
  "not-me": () => portal.signOut(),
  "next-student": () => portal.signOut(() => portal.scan()),
  "show-password": () => togglePassword(),
  hear: () => say(view.words()),
  language: (link) => switchLanguage(/** @type {HTMLAnchorElement} */ (link), view.current()),
};

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  setTimeout(unlock); // still within the tap's allowance, and after what the tap is for
  if (target.closest("[data-block]")) setTimeout(sounds.block);
  const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
  const act = ACTIONS[control?.dataset.action ?? ""];
  if (!control || !act) return;
  event.preventDefault();
  act(control);
});

view.find("[data-testid=photo-input]").addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  const [file] = input.files ?? [];
  input.value = ""; // so that the same photo can be chosen again
  if (file) portal.usePhoto(file);
});

wirePassword((proof) => portal.signIn(proof));
document.addEventListener("visibilitychange", () => portal.visibilityChanged());
addEventListener("load", () => whenIdle(() => portal.scanSession.boot === "loading" || register()));
addEventListener("pagehide", () => portal.scanSession.stop());
addEventListener("pageshow", ({ persisted }) => persisted && portal.cameBack());
session.watch(() => portal.leftElsewhere());
addEventListener("hashchange", () => visit.badgeInAddress() && beginVisit());

if (visit.hasDoors()) late.bringDoors();
const school = visit.rememberedSchool();
if (school) view.nameSchool(school);
silence(visit.schoolIsSilent());
api.portal().then((answer) => {
  if (answer.kind !== "ok") return;
  const { name, sounds } = /** @type {import("../shared/types").Portal} */ (answer.body);
  view.nameSchool(name);
  silence(!sounds);
  visit.rememberSchool(name, !sounds);
});

beginVisit();

/** Begin the visit: with the badge in the address, in the language it is wanted in, or where it was left. */
function beginVisit() {
  const page = preferredPage();
  if (visit.badgeInAddress()) {
    visit.carryBadgeTo(page ?? location.pathname);
    return;
  }
  if (page) {
    location.replace(page + location.hash);
    return;
  }
  whenIdle(() => portal.scanSession.isWanted || late.notices.bring());
  const badge = visit.takeBadge();
  const wantsForm = location.hash === "#password";
  keepHistory({
    current: view.current,
    onBack: () => portal.back(),
    onPassword: () => portal.enterPassword(),
  });
  if (badge) {
    portal.signIn({ badge });
    return;
  }
  if (!resumeScreen(portal)) {
    activateWaitingVersion();
    if (wantsForm) portal.enterPassword();
  }
  if (session.isIn()) portal.resume().then(() => session.isIn() || expectScan());
  else expectScan();
}

/** The line is free: bring what this page lacks, and what the service worker is to keep. */
function completeAll() {
  late.bringAll();
  completeCache();
}

/** Somebody stands at the door and may scan soon; where data is dear, Python waits until they do. */
function expectScan() {
  whenIdle(savesData() ? completeCache : () => portal.scanSession.prepare());
}
