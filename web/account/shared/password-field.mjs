/** The field for a new password: shown or hidden, and what it is worth, told when somebody stops typing. */

import { assess } from "../strength.mjs";

/** @typedef {import("../strength.mjs").PasswordRules} PasswordRules */

const STOPPED_MS = 400;
const LEVELS = ["too_short", "easy_to_guess", "good", "strong"];

/**
 * Have a form tell what its new password is worth, by the rules that the server gave.
 * @param {HTMLElement} form
 * @param {() => PasswordRules | null} rules
 */
export function wirePasswordField(form, rules) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("[name=password]"));
  const show = /** @type {HTMLElement} */ (form.querySelector("[data-action=show-password]"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const tell = () => tellStrength(form, levelOf(field.value, rules()));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, STOPPED_MS);
  });
  show.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    show.ariaPressed = String(hidden);
  });
}

/** Whether the page would take it; the server decides. @param {string} password @param {PasswordRules | null} rules */
export const levelOf = (password, rules) => LEVELS.indexOf(rules ? assess(password, rules) : "good");

/** Say it only where it changed, or a screen reader would never fall silent. @param {HTMLElement} form @param {number} level */
export function tellStrength(form, level) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-slot=strength]"));
  place.dataset.lit = String(level);
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-strength]")))
    line.hidden = line.dataset.strength !== LEVELS[level];
}

/** The problem to tell of a level that is not enough; null if it is. @param {number} level */
export const problemOf = (level) => (level < 2 ? `password_${LEVELS[level]}` : null);
