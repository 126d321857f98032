/** Pages that lead step by step: one step shows, a form is sent once, what went wrong is told where the focus goes. */

import { preferredPage, rememberLanguage } from "../../shared/language.mjs";

/** @typedef {import("../../shared/api.mjs").Answer} Answer */

const TITLE_MARK = "! ";

/** @param {string} name */
export const step = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-step=${name}]`));

/** Show one step and no other; the focus goes to its heading. @param {string} name */
export function showStep(name) {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-step]")))
    each.hidden = each.dataset.step !== name;
  tellProblem(step(name), null);
  document.documentElement.dataset.stage = name;
  step(name).querySelector("h1")?.focus();
}

/**
 * Send a form once at a time.
 * @param {string} name of the step it stands in
 * @param {(form: HTMLFormElement) => Promise<string | null>} send gives the problem, if there is one
 */
export function onSend(name, send) {
  const form = /** @type {HTMLFormElement} */ (step(name).querySelector("form"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const problem = await send(form);
    form.ariaBusy = null;
    tellProblem(step(name), problem);
  });
}

/** What stands in a field. @param {HTMLFormElement} form @param {string} name */
export const typed = (form, name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;

/** Tell what is wrong, and take the focus there; null tells nothing any more. @param {HTMLElement} root @param {string | null} problem */
export function tellProblem(root, problem) {
  const place = /** @type {HTMLElement | null} */ (root.querySelector("[data-slot=problems]"));
  if (!place) return;
  const lines = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-problem]")]);
  const known = lines.some(({ dataset }) => dataset.problem === problem);
  for (const line of lines) line.hidden = line.dataset.problem !== (known ? problem : problem && "fault");
  place.hidden = problem === null;
  document.title = (problem ? TITLE_MARK : "") + document.title.replace(TITLE_MARK, "");
  if (problem) place.focus();
}

/** What was wrong with a request; null if nothing. @param {Answer} answer */
export function problemIn(answer) {
  if (answer.kind === "ok") return null;
  return answer.kind === "refused" ? answer.code : "unreachable";
}

/**
 * The page in the language it is wanted in: another one follows where it is chosen, with the secret behind its `#`.
 * @param {() => string} secret what the page was opened with
 * @returns {boolean} whether this page is the one that is wanted
 */
export function inWantedLanguage(secret) {
  const page = preferredPage();
  if (page) location.replace(page + location.hash);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("a[data-action=language]")
  ))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      rememberLanguage(link.lang);
      location.replace(link.href + (secret() ? `#${secret()}` : ""));
    });
  return !page;
}

/** What stands behind the `#`, once: neither the address bar nor the history keeps it. */
export function takeFragment() {
  const secret = decodeURIComponent(location.hash.slice(1));
  if (secret) history.replaceState(null, "", location.pathname + location.search);
  return secret;
}
