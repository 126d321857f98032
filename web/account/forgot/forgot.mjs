/** A forgotten password: a link is asked for, where the school sends any. The answer is the same whoever asks. */

import { ask, portal } from "../../shared/api.mjs";
import { inWantedLanguage, onSend, problemIn, showStep, step, typed } from "../shared/steps.mjs";

if (inWantedLanguage(() => "")) begin();

function begin() {
  onSend("ask", async (form) => {
    const username = typed(form, "username").trim();
    if (!username) return "no_username";
    const language = document.documentElement.lang;
    const answer = await ask("POST", "/api/v1/password-resets", { username, language });
    if (answer.kind !== "ok") return problemIn(answer);
    showStep("sent");
    return null;
  });
  step("ask")
    .querySelector("[data-action=no-mail]")
    ?.addEventListener("click", () => showStep("teacher"));
  // Without an answer the page stays as it is: whom to ask is true in any case.
  portal().then((answer) => {
    if (answer.kind === "ok" && answer.body.mail && location.hash !== "#teacher") showStep("ask");
  });
}
