/** One's own account: the ways in, where one is signed in, what one may do. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { tellProblem, wordsFor } from "../shell/forms.mjs";
import { areKeysOn, chooseKeys } from "../shell/keys.mjs";
import { say } from "../shell/live.mjs";
import { wayOf } from "../shell/people.mjs";
import { when } from "../shell/when.mjs";
import { language, word } from "../shell/words.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../../shared/api.mjs").Answer} Answer */
/** @typedef {{ id: string, name: string, created_at: string, last_used_at: string | null }} Passkey */
/** @typedef {{ id: string, device: string | null, begun_at: string, current: boolean, amr: string[] }} OwnSession */

/** @type {import("../shell/console.mjs").Open} */
export const openAccount = (console) => new AccountView(console);

const said = (/** @type {string} */ iso) => when(iso, { language: language(), word });

class AccountView {
  #console;
  root = piece("account");

  /** @param {Console} console */
  constructor(console) {
    this.#console = console;
    this.root.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    fill(this.root, { keys: { checked: areKeysOn() }, lead: console.me.person.display_name });
    slot(this.root, "keys").addEventListener("change", ({ target }) =>
      chooseKeys(/** @type {HTMLInputElement} */ (target).checked),
    );
    this.refresh();
  }

  refresh() {
    this.#showWays();
    this.#showSessions();
    fill(this.root, { grants: this.#console.me.grants.map(grantLine) });
  }

  async #showWays() {
    const answer = await this.#console.get("staff/factors");
    if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
    const { passkeys, totp, recovery_codes_left: left } = answer.body;
    const state = totp ? "on" : "off";
    fill(this.root, {
      passkeys: passkeys.map(passkeyLine),
      totp: slot(this.root, "totp").dataset[state] ?? "",
      "totp-go": slot(this.root, "totp-go").dataset[state] ?? "",
      recovery: word("recovery_left", { n: left }),
      "set-up-totp": true,
    });
  }

  async #showSessions() {
    const answer = await this.#console.get("staff/sessions");
    if (answer.kind === "ok") fill(this.root, { sessions: answer.body.sessions.map(sessionLine) });
  }

  /** @param {Element} target */
  #clicked(target) {
    const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
    const id = control?.closest("li")?.dataset.id ?? "";
    /** @type {Record<string, () => unknown>} */
    const act = {
      "add-passkey": () => this.#add("passkey"),
      "set-up-totp": () => this.#add("totp"),
      "new-codes": () => this.#newCodes(),
      "remove-passkey": () => this.#remove(`staff/factors/passkeys/${id}`, "removed"),
      "end-own": () => this.#remove(`staff/sessions/${id}`, "ended"),
    };
    act[control?.dataset.action ?? ""]?.();
  }

  /** @type {import("../shared/types").Ask} */
  #ask = (method, path, body) => this.#console.ask(method, path, body);

  /** @param {"passkey" | "totp"} way */
  #add(way) {
    return this.#console.atDoor(async (door, me) => {
      const isDone = await door.addFactor(me, way, this.#ask);
      this.#cameBack(isDone ? word("saved") : "");
    });
  }

  #newCodes() {
    return this.#console.atDoor(async (door, me) => {
      const problem = await door.newCodes(me, this.#ask);
      this.#cameBack("");
      if (problem) tellProblem(this.root, wordsFor(problem));
    });
  }

  /** @param {string} path @param {string} done */
  async #remove(path, done) {
    tellProblem(this.root, null);
    const answer = await this.#console.ask("DELETE", path);
    if (answer.kind !== "ok") tellProblem(this.root, wordsFor(answer));
    this.#cameBack(answer.kind === "ok" ? word(done) : "");
  }

  /** @param {string} text */
  #cameBack(text) {
    if (text) say(text);
    slot(this.root, "title").focus();
    this.refresh();
  }
}

/** @param {Passkey} passkey */
function passkeyLine({ id, name, created_at: made_, last_used_at: used }) {
  const line = made("passkey", {
    name,
    used: used ? word("used", { when: said(used) }) : word("since", { when: said(made_) }),
    remove: { label: word("remove_it", { name }) },
  });
  line.dataset.id = id;
  return line;
}

/** @param {OwnSession} session */
function sessionLine({ id, device, begun_at: begun, current, amr }) {
  const name = device ?? word("a_device");
  const how = amr.map(wayOf).join(", ");
  const line = made("own-session", {
    device: name,
    current,
    since: word("since_with", { when: said(begun), how }),
    end: current ? null : { label: word("end_at", { device: name }) },
  });
  line.dataset.id = id;
  return line;
}

/** @param {import("../shared/types").Grant} grant */
const grantLine = ({ kind, school }) =>
  made("plain-line", { text: word(`grant_${kind}`, { school: school?.name ?? "" }) });
