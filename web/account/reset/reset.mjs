/** A new password by a link. Opening the page uses nothing up, whoever opens it: a mail's scanner or its owner. */

import { ask } from "../../shared/api.mjs";
import { levelOf, problemOf, tellLeast, tellStrength, wirePasswordField } from "../shared/password-field.mjs";
import {
  inWantedLanguage,
  onSend,
  problemIn,
  showStep,
  step,
  takeFragment,
  typed,
} from "../shared/steps.mjs";

/** @typedef {import("../strength.mjs").PasswordRules} PasswordRules */

const OLD = "reset_link_old";
let token = "";
/** @type {PasswordRules | null} */
let rules = null;

if (inWantedLanguage(() => token)) begin();

function begin() {
  token = takeFragment();
  wirePasswordField(step("password"), () => rules);
  onSend("password", async (form) => {
    const password = typed(form, "password");
    const level = levelOf(password, rules);
    tellStrength(form, level);
    const weak = problemOf(level);
    if (weak) return weak;
    const language = document.documentElement.lang;
    const answer = await ask("POST", "/api/v1/password-resets/complete", { token, password, language });
    const problem = problemIn(answer);
    if (problem === OLD) showStep("old");
    if (problem) return problem;
    form.reset();
    token = "";
    showStep("done");
    return null;
  });
  step("silent").querySelector("[data-action=retry]")?.addEventListener("click", look);
  look();
}

/** Ask whose link it is. */
async function look() {
  if (!token) return showStep("old");
  const answer = await ask("POST", "/api/v1/password-resets/look", { token });
  if (answer.kind !== "ok") return showStep(problemIn(answer) === OLD ? "old" : "silent");
  rules = answer.body.password;
  tellLeast(step("password"), answer.body.password);
  const form = /** @type {HTMLFormElement} */ (step("password").querySelector("form"));
  /** @type {HTMLInputElement} */ (form.elements.namedItem("username")).value = answer.body.username;
  showStep("password");
}
