/**
 * The language switch: the same screen in the other language, with the user name that was typed. These travel in the
 * tab's own storage, and only once; a password does not travel at all.
 */

import { rememberLanguage } from "../shared/language.mjs";
import { secret } from "./late.mjs";
import { find } from "./view.mjs";

const LEFT = "harmony.screen";
/** A screen that waits longer for its page than this belongs to somebody who has left. */
const WAITS_MS = 60_000;
/** The screens on the way to a badge: all go on with the camera. */
const SCANNING = ["ask", "ask-help", "waking", "scan", "load"];
/** A badge waits: what is tapped does not travel. */
const SECRET = ["pin", "pictures"];
/** Screens that say something that still holds. */
const NOTICES = /^(badge|camera|photo|page|wait)\b/;

/** @typedef {import("./portal.mjs").Portal} Portal */

/** Go on in another language. @param {HTMLAnchorElement} link @param {string} screen the one that shows */
export function switchLanguage(link, screen) {
  rememberLanguage(link.lang);
  const { value } = /** @type {HTMLInputElement} */ (find("#username-field"));
  try {
    sessionStorage.setItem(LEFT, JSON.stringify({ screen, username: value, since: Date.now() }));
  } catch {
    // storage is off: the address alone keeps the form
  }
  location.replace(link.href + (screen === "password" ? "#password" : ""));
}

/**
 * Show again what showed before the switch; the dashboard comes by itself, because whoever is in stays in.
 * @param {Portal} portal
 * @returns {boolean} whether there was a switch
 */
export function resumeScreen(portal) {
  const { screen = "", username = "" } = take();
  if (screen === "password") {
    portal.enterPassword();
    /** @type {HTMLInputElement} */ (find("#username-field")).value = username;
    if (username) find("#password-field").focus();
  } else if (SECRET.includes(screen)) secret.bring().then(() => secret.script?.goOn(portal));
  else if (SCANNING.includes(screen)) portal.scan();
  else if (NOTICES.test(screen)) portal.tell(screen);
  return screen !== "";
}

/** @returns {{ screen?: string, username?: string }} */
function take() {
  try {
    const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "{}");
    sessionStorage.removeItem(LEFT);
    return Date.now() - left.since < WAITS_MS ? left : {};
  } catch {
    return {};
  }
}
