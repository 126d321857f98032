/** Opening an account with a slip. Its code, from the slip's link or typed, is nowhere but here. */

import { ask } from "../../shared/api.mjs";
import { remember } from "../../shared/storage.mjs";
import { forgetSeen } from "../../student/absence.mjs";
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

/** By which the first page knows that somebody is in (student/session.mjs). */
const SIGNED_IN = "harmony.signed-in";

/** @type {{ code: string, username: string }} */
let whose = { code: "", username: "" };

if (inWantedLanguage(() => whose.code)) begin();

/** The code that came by mail can be typed at once; or later, or never. @param {boolean} isAsked */
function askForProof(isAsked) {
  const done = step("done");
  /** @type {HTMLElement} */ (done.querySelector("[data-slot=prove]")).hidden = !isAsked;
  const goIn = /** @type {HTMLElement} */ (done.querySelector("[data-action=go-in]"));
  goIn.classList.toggle("go", !isAsked); // one yellow way on
  goIn.classList.toggle("plain", isAsked);
}

/** Prove the address. @param {HTMLFormElement} form */
async function prove(form) {
  const code = typed(form, "code").trim();
  if (!code) return "nothing_typed";
  const answer = await ask("POST", "/api/v1/account/recovery-address/prove", { code });
  const problem = problemIn(answer);
  if (problem) return problem === "invalid_request" ? "wrong_code" : problem;
  askForProof(false);
  const said = /** @type {HTMLElement} */ (step("done").querySelector("[data-slot=proved]"));
  said.textContent = said.dataset.words ?? "";
  /** @type {HTMLElement} */ (step("done").querySelector("[data-action=go-in]")).focus();
  return null;
}

function begin() {
  whose.code = takeFragment();
  /** @type {PasswordRules | null} */
  let rules = null;
  const form = /** @type {HTMLFormElement} */ (step("code").querySelector("form"));
  /** @type {HTMLInputElement} */ (form.elements.namedItem("code")).value = whose.code;

  onSend("code", async (sent) => {
    whose = { code: typed(sent, "code").trim(), username: typed(sent, "username").trim() };
    if (!whose.code || !whose.username) return "nothing_typed";
    const answer = await ask("POST", "/api/v1/claims", whose);
    if (answer.kind !== "ok") return problemIn(answer);
    rules = answer.body.password;
    tellLeast(step("password"), answer.body.password);
    const next = /** @type {HTMLFormElement} */ (step("password").querySelector("form"));
    /** @type {HTMLInputElement} */ (next.elements.namedItem("username")).value = answer.body.username;
    /** @type {HTMLElement} */ (next.querySelector("[data-slot=address]")).hidden = !answer.body.mail;
    showStep("password");
    return null;
  });

  wirePasswordField(step("password"), () => rules);
  onSend("password", async (sent) => {
    const password = typed(sent, "password");
    const address = typed(sent, "address").trim();
    const level = levelOf(password, rules);
    tellStrength(sent, level);
    const problem = problemOf(level);
    if (problem) return problem;
    const language = document.documentElement.lang;
    const chosen = { ...whose, password, language, ...(address ? { recovery_address: address } : {}) };
    const answer = await ask("POST", "/api/v1/claims/complete", chosen);
    if (answer.kind !== "ok") return problemIn(answer);
    remember(SIGNED_IN, "yes");
    forgetSeen();
    sent.reset();
    askForProof(Boolean(address));
    showStep("done");
    return null;
  });
  onSend("done", prove);
  document.documentElement.dataset.stage = "code";
  if (whose.code) /** @type {HTMLInputElement} */ (form.elements.namedItem("username")).focus();
}
