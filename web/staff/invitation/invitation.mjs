/** An invitation: whom it is for, their password, their second step, ten recovery codes. The token is nowhere but here. */

import { ask as send } from "../../shared/api.mjs";
import { preferredPage, rememberLanguage } from "../../shared/language.mjs";
import { setUpFactor, showRecoveryCodes } from "../door/set-up.mjs";
import { fill, piece, slot } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wireShowPassword, wordsFor, wrongField } from "../shell/forms.mjs";
import { setStage, title } from "../shell/live.mjs";
import { word } from "../shell/words.mjs";

/** @typedef {{ given_name: string, username: string }} Invited */

/** @type {import("../shared/types").Ask} */
const ask = async (method, path, body) => {
  setStage("working");
  const answer = await send(method, `/api/v1/${path}`, body);
  setStage("ready");
  return answer;
};

const page = preferredPage();
if (page) location.replace(page + location.hash);
else begin();

async function begin() {
  for (const link of document.querySelectorAll("[data-action=language]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const { lang, href } = /** @type {HTMLAnchorElement} */ (link);
      rememberLanguage(lang);
      location.replace(href + location.hash);
    });
  const token = location.hash.slice(1);
  const answer = token ? await ask("POST", "invitations/look", { token }) : null;
  setStage("ready");
  if (answer?.kind !== "ok") return show(piece("bad-invitation"));
  await accept(answer.body, token);
  history.replaceState(null, "", location.pathname); // used: neither the address bar nor the history keeps it
  await setUpFactor(show, ask);
  await showRecoveryCodes(show, ask);
  location.replace("../");
}

/** @param {Invited} invited @param {string} token @returns {Promise<void>} */
function accept({ given_name: name, username }, token) {
  const root = piece("accept");
  fill(root, { lead: word("invited", { name }), username });
  wireShowPassword(root);
  return new Promise((resolve) => {
    const form = onSend(root, "accept", async () => {
      const { value: password } = field(form, "password");
      tellProblem(root, null);
      wrongField(form, "password", password ? null : word("wrong_no_password"));
      if (!password) return;
      const answer = await ask("POST", "invitations/accept", { token, password });
      if (answer.kind === "ok") resolve();
      else if (answer.kind === "refused" && answer.status === 410) show(piece("bad-invitation"));
      else tellProblem(root, wordsFor(answer));
    });
    field(form, "username").value = username;
    show(root);
    field(form, "password").focus();
  });
}

/** @param {HTMLElement} root */
function show(root) {
  slot(document.body, "door").replaceChildren(root);
  const heading = root.querySelector("h1");
  title(heading?.textContent ?? "");
  heading?.focus();
}
