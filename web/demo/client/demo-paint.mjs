/** An app that signs in: it asks the portal who somebody is, and shows what it was told. */

import { followLanguage, preferredPage } from "../../shared/language.mjs";
import { leadBack } from "../leading-back.mjs";
import { discover, finish, request } from "./openid.mjs";

const CLIENT = "paint";
const REDIRECT = location.origin + location.pathname;

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

followLanguage();
leadBack();
// the page in the other language asks for itself
if (!preferredPage()) open().catch(failed);

function failed() {
  find("[data-slot=failed]").hidden = false;
  find("[data-state]").dataset.state = "failed";
}

async function open() {
  const answer = new URLSearchParams(location.search);
  const provider = await discover(location.origin);
  if (!answer.has("code") && !answer.has("error")) {
    location.replace(await request(provider, CLIENT, REDIRECT));
    return;
  }
  history.replaceState(null, "", location.pathname); // a code is good once, and nobody's to see
  const { claims, idToken } = await finish(provider, CLIENT, REDIRECT, answer);
  show(claims);
  const leave = find("[data-action=leave]");
  const query = new URLSearchParams({ id_token_hint: idToken });
  leave.setAttribute("href", `${provider.end_session_endpoint}?${query}`);
  leave.hidden = false;
}

/** @param {Record<string, unknown>} claims */
function show(claims) {
  const hello = find("[data-slot=hello]");
  hello.textContent = (hello.dataset.words ?? "").replace("{name}", String(claims.given_name ?? ""));
  const items = Object.entries(claims).map(([name, value]) =>
    Object.assign(document.createElement("li"), { textContent: `${name}: ${value}` }),
  );
  find("[data-testid=told]").replaceChildren(...items);
  find("[data-slot=told]").hidden = false;
  find("[data-state]").dataset.state = "told";
}
