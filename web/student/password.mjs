/** The password form: what is missing is said before it is sent, what was wrong after, never by colour alone. */

import { find, findAll, screen } from "./view.mjs";

const TITLE_MARK = "! ";

/**
 * Take the form over from plain HTML.
 * @param {(proof: { username: string, password: string }) => Promise<void>} submit
 */
export function wirePassword(submit) {
  const form = /** @type {HTMLFormElement} */ (find("form[data-form=password]"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const username = typed("#username-field").trim();
    const password = typed("#password-field");
    const problems = [...(username ? [] : ["no-username"]), ...(password ? [] : ["no-password"])];
    showProblems(problems);
    if (problems.length > 0 || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    await submit({ username, password });
    form.ariaBusy = null;
  });
}

/** What stands in a field. @param {string} selector */
const typed = (selector) => /** @type {HTMLInputElement} */ (find(selector)).value;

/** Which field a problem belongs to. @type {Record<string, string>} */
const FIELD_OF = {
  "no-username": "username-field",
  "no-password": "password-field",
  "no-match": "password-field",
};

/** Show what to mend in a summary that takes the focus, and at each field. @param {string[]} problems */
export function showProblems(problems) {
  const section = screen("password");
  const summary = find("[data-slot=problems]", section);
  for (const entry of findAll("[data-problem]", section)) {
    entry.hidden = !problems.includes(entry.dataset.problem ?? "");
  }
  for (const field of findAll(".field", section)) markField(field, problems);
  summary.hidden = problems.length === 0;
  document.title = document.title.replace(TITLE_MARK, "");
  if (problems.length > 0) {
    document.title = TITLE_MARK + document.title;
    summary.focus();
  }
}

/** @param {HTMLElement} field @param {string[]} problems */
function markField(field, problems) {
  const input = find("input", field);
  const problem = problems.find((name) => FIELD_OF[name] === input.id);
  field.classList.toggle("wrong", Boolean(problem));
  input.ariaInvalid = problem ? "true" : null;
  const entry = problem && find(`[data-problem=${problem}]`, screen("password"));
  find("[data-slot=error]", field).textContent = entry ? entry.textContent : "";
}

/** Empty the form, so that no password waits for the next child. */
export function clearPassword() {
  /** @type {HTMLFormElement} */ (find("form[data-form=password]")).reset();
  showProblems([]);
  setShown(false);
}

/** Show or hide the password's letters. */
export function togglePassword() {
  setShown(find("#password-field").getAttribute("type") === "password");
}

/** @param {boolean} shown */
function setShown(shown) {
  find("#password-field").setAttribute("type", shown ? "text" : "password");
  find("[data-action=show-password]").ariaPressed = String(shown);
}
