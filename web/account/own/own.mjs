/** One's own account: each part is sent by itself; a session that ends leaves the list at once. */

import { ask } from "../../shared/api.mjs";
import { levelOf, problemOf, tellLeast, tellStrength, wirePasswordField } from "../shared/password-field.mjs";
import { inWantedLanguage, problemIn, showStep, tellProblem, typed } from "../shared/steps.mjs";

/** @typedef {import("../strength.mjs").PasswordRules} PasswordRules */
/** @typedef {{ id: string, device: string | null, begun_at: string, current: boolean }} Session */

const URL_OF = "/api/v1/account";
/** @type {PasswordRules | null} */
let rules = null;

function begin() {
  onPart("address", async (form) => {
    const asked = { address: typed(form, "address").trim(), current: typed(form, "current") };
    const answer = await ask("POST", `${URL_OF}/recovery-address`, { ...asked, language: language() });
    if (answer.kind !== "ok") return problemIn(answer);
    form.reset();
    say("sent");
    await show();
    return null;
  });
  part("address")
    .querySelector("[data-testid=forget-address]")
    ?.addEventListener("click", async () => {
      const answer = await ask("DELETE", `${URL_OF}/recovery-address`);
      tellProblem(part("address"), problemIn(answer));
      if (answer.kind !== "ok") return;
      /** @type {HTMLDetailsElement} */ (slot("forget")).open = false;
      say("forgotten");
      await show();
      /** @type {HTMLElement | null} */ (part("address").querySelector("[name=address]"))?.focus();
    });
  onPart("code", async (form) => {
    const answer = await ask("POST", `${URL_OF}/recovery-address/prove`, {
      code: typed(form, "code").trim(),
    });
    const problem = problemIn(answer);
    if (problem) return problem === "invalid_request" ? "wrong_code" : problem;
    form.reset();
    say("proved");
    await show();
    return null;
  });
  wirePasswordField(part("password"), () => rules);
  onPart("password", async (form) => {
    const password = typed(form, "password");
    const level = levelOf(password, rules);
    tellStrength(form, level);
    const weak = problemOf(level);
    if (weak) return weak;
    const change = { current: typed(form, "current"), password, language: language() };
    const answer = await ask("POST", `${URL_OF}/password`, change);
    if (answer.kind !== "ok") return problemIn(answer);
    form.reset();
    say("saved");
    await show();
    return null;
  });
  show().then((there) => showStep(there ? "own" : "out"));
}

const language = () => document.documentElement.lang;

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-section=${name}]`));
/** @param {string} name */
const slot = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-slot=${name}]`));

/** Tell what was done, to who sees and who hears. @param {string} what */
function say(what) {
  const place = slot("said");
  place.textContent = place.dataset[what] ?? "";
}

/** @param {string} name @param {(form: HTMLFormElement) => Promise<string | null>} send */
function onPart(name, send) {
  const form = /** @type {HTMLFormElement} */ (part(name).querySelector("form"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    tellProblem(part(name), null);
    const problem = await send(form);
    form.ariaBusy = null;
    tellProblem(part(name), problem);
  });
}

/** Show the account as it is now; false for whoever has none to look after. */
async function show() {
  const [account, sessions, all] = await Promise.all(
    ["", "/sessions", "/holdings"].map((path) => ask("GET", URL_OF + path)),
  );
  if (account?.kind !== "ok" || sessions?.kind !== "ok") return false;
  const { recovery, given_name: name, username, keep_days: days, password } = account.body;
  rules = password;
  tellLeast(part("password"), password);
  slot("who").textContent = `${name}, ${username}`;
  const field = part("password").querySelector("form")?.elements.namedItem("username");
  /** @type {HTMLInputElement} */ (field).value = username;
  part("address").hidden = !account.body.mail;
  slot("no-address").hidden = recovery.address !== null;
  slot("address").hidden = slot("forget").hidden = recovery.address === null;
  slot("address").textContent = recovery.address;
  part("code").hidden = recovery.waiting === null;
  slot("waiting").textContent = recovery.waiting;
  slot("days").textContent = String(days);
  slot("sessions").replaceChildren(...sessions.body.sessions.map(line));
  if (all?.kind === "ok") slot("all").textContent = JSON.stringify(all.body, null, 2);
  return true;
}

/** A browser that somebody is signed in at. @param {Session} session */
function line({ id, device, begun_at: begun, current }) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-template=session]"));
  const made = /** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild;
  const row = /** @type {HTMLElement} */ (made);
  const words = slot("words").dataset;
  const called = device ?? words.device ?? "";
  /** @type {HTMLElement} */ (row.querySelector("b")).textContent = called;
  const since = new Date(begun).toLocaleString(`${language()}-u-nu-latn`, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const when = current ? words.this : `${words.since} ${since}`;
  /** @type {HTMLElement} */ (row.querySelector("p")).textContent = when ?? "";
  const end = /** @type {HTMLButtonElement} */ (row.querySelector("button"));
  end.ariaLabel = `${end.textContent}: ${called}, ${since}`;
  end.hidden = current;
  end.addEventListener("click", async () => {
    const answer = await ask("DELETE", `${URL_OF}/sessions/${encodeURIComponent(id)}`);
    if (answer.kind === "unreachable") return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    /** @type {HTMLElement | null} */ (next?.querySelector("button"))?.focus();
    say("ended");
  });
  return row;
}

if (inWantedLanguage(() => "")) begin();
