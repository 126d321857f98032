/** Forms: sent once at a time, and what is wrong is said in words beside the field or above all. */

import { isFault } from "../../shared/api.mjs";
import { fill, slot } from "./bind.mjs";
import { span } from "./when.mjs";
import { language, word } from "./words.mjs";

/** @typedef {import("../../shared/api.mjs").Answer} Answer */

/** Do something when a form is sent, and nothing while that lasts. @param {Element} root @param {string} name @param {(form: HTMLFormElement) => Promise<void>} work */
export function onSend(root, name, work) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector(`[data-form="${name}"]`));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await busy(form, () => work(form));
  });
  return form;
}

/** Work that shows on a form or a part of the page, once at a time. @param {Element} place @param {() => Promise<void>} work */
export async function busy(place, work) {
  if (place.getAttribute("aria-busy") === "true") return;
  place.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** The field of a form. @param {HTMLFormElement} form @param {string} name */
export const field = (form, name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** Say what is wrong with a field, and go there; null says that nothing is. @param {HTMLFormElement} form @param {string} name @param {string | null} text */
export function wrongField(form, name, text) {
  const input = field(form, name);
  input.toggleAttribute("aria-invalid", false);
  if (text) input.setAttribute("aria-invalid", "true");
  input.closest(".field")?.classList.toggle("wrong", Boolean(text));
  fill(form, { [`error-${name}`]: text ?? "" });
  if (text) input.focus();
}

/** Say what went wrong with all of it, or that nothing did. @param {Element} root @param {string | null} text */
export function tellProblem(root, text) {
  const place = slot(root, "problem");
  fill(root, { problem: text });
  if (text) place.focus();
}

/** @type {Record<string, string>} */
const WORD_OF = {
  wrong_credentials: "wrong_credentials",
  wrong_second_step: "wrong_second_step",
  forbidden: "wrong_refused",
  not_found: "wrong_gone",
  password_too_short: "wrong_weak",
  password_too_long: "wrong_weak",
  password_unseen: "wrong_weak",
  password_easy_to_guess: "wrong_weak",
  last_second_step: "wrong_last",
  too_late_to_undo: "too_late",
};

/** What an answer that is not the wanted one means, in words. @param {Answer} answer */
export function wordsFor(answer) {
  if (answer.kind === "unreachable") return word("wrong_away");
  if (answer.kind === "ok") return "";
  if (answer.status === 429)
    return word("wrong_too_many", { time: span(answer.retryAfter ?? 60, language()) });
  return word(isFault(answer) ? "wrong_fault" : (WORD_OF[answer.code] ?? "wrong_refused"));
}

/** Show or hide what is typed into a password's field. @param {Element} root */
export function wireShowPassword(root) {
  const control = root.querySelector("[data-action=show-password]");
  const input = root.querySelector("input[type=password]");
  control?.addEventListener("click", () => {
    const shows = input?.getAttribute("type") === "password";
    input?.setAttribute("type", shows ? "text" : "password");
    if (control.hasAttribute("aria-pressed")) control.setAttribute("aria-pressed", String(shows));
  });
}
