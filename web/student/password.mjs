/** The password form: what is missing is said before it is sent, what was wrong after, never by colour alone. */

import { find, findAll, screen } from "./view.mjs";

const TITLE_MARK = "! ";

/**
 * Take the form over from plain HTML.
 * @param {(proof: import("./sign-in-client.mjs").Proof) => Promise<void>} submit
 */
export function wirePassword(submit) {
  const form = /** @type {HTMLFormElement} */ (find("form[data-form=password]"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const username = field("#username-field").value.trim();
    const { name, value } = field("#password-field"); // its name says what it is: a back-up code takes its place
    const problems = [...(username ? [] : ["no-username"]), ...(value ? [] : ["no-password"])];
    showProblems(problems);
    if (problems.length > 0 || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    await submit(/** @type {import("./sign-in-client.mjs").Proof} */ ({ username, [name]: value }));
    form.ariaBusy = null;
  });
}

/** @param {string} selector */
const field = (selector) => /** @type {HTMLInputElement} */ (find(selector));

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
  for (const each of findAll(".field", section)) markField(each, problems);
  summary.hidden = problems.length === 0;
  document.title = document.title.replace(TITLE_MARK, "");
  if (problems.length > 0) {
    document.title = TITLE_MARK + document.title;
    summary.focus();
  }
}

/** @param {HTMLElement} place @param {string[]} problems */
function markField(place, problems) {
  const input = find("input", place);
  const problem = problems.find((name) => FIELD_OF[name] === input.id);
  place.classList.toggle("wrong", Boolean(problem));
  input.ariaInvalid = problem ? "true" : null;
  const entry = problem && find(`[data-problem=${problem}]`, screen("password"));
  find("[data-slot=error]", place).textContent = entry ? entry.textContent : "";
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
