/** The field for a new password: shown or hidden, and what it is worth, told when somebody stops typing. */

import { assess } from "../strength.mjs";
import { pickWords, wordList } from "./picked-words.mjs";
import { tellProblem } from "./steps.mjs";

/** @typedef {import("../strength.mjs").PasswordRules} PasswordRules */

const STOPPED_MS = 400;
const LEVELS = ["too_short", "easy_to_guess", "good", "strong"];
const TAKEN = LEVELS.indexOf("good");
const STRONG = LEVELS.indexOf("strong");

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
  const reveal = (/** @type {boolean} */ shown) => {
    field.type = shown ? "text" : "password";
    show.ariaPressed = String(shown);
  };
  show.addEventListener("click", () => reveal(field.type === "password"));
  wirePicking(form, (list) => {
    field.value = pickWords(list, (password) => levelOf(password, rules()) >= (rules() ? STRONG : TAKEN));
    reveal(true); // to be read, and kept in one's head
    tell();
  });
}

/** Fill in words by chance where somebody asks for them. @param {HTMLElement} form @param {(list: string[]) => void} fill */
function wirePicking(form, fill) {
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-slot=picked]"));
  form.querySelector("[data-action=pick-words]")?.addEventListener("click", async () => {
    const list = await wordList();
    tellProblem(form, list ? null : "unreachable");
    if (!list) return;
    fill(list);
    said.textContent = said.dataset.words ?? "";
  });
  form.querySelector("[name=password]")?.addEventListener("input", () => (said.textContent = ""));
}

/** Whether the page would take it; the server decides. @param {string} password @param {PasswordRules | null} rules */
export const levelOf = (password, rules) => LEVELS.indexOf(rules ? assess(password, rules) : "good");

/** Say how long it has to be, as the server asks. @param {HTMLElement} form @param {PasswordRules} rules */
export function tellLeast(form, { min_length: least }) {
  /** @type {HTMLElement} */ (form.querySelector("[data-slot=least]")).textContent = String(least);
}

/** Say it only where it changed, or a screen reader would never fall silent. @param {HTMLElement} form @param {number} level */
export function tellStrength(form, level) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-slot=strength]"));
  place.dataset.lit = String(level);
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-strength]")))
    line.hidden = line.dataset.strength !== LEVELS[level];
}

/** The problem to tell of a level that is not enough; null if it is. @param {number} level */
export const problemOf = (level) => (level < TAKEN ? `password_${LEVELS[level]}` : null);
