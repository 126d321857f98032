/** Setting up a second step: a passkey or an authenticator, then ten recovery codes that are shown once. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { busy, field, onSend, tellProblem, wordsFor, wrongField } from "../shell/forms.mjs";
import { drawSymbol } from "../shell/symbol.mjs";
import { word } from "../shell/words.mjs";
import { canUsePasskeys, makePasskey } from "./passkeys.mjs";

/** @typedef {import("../shared/types").Ask} Ask */
/** @typedef {(root: HTMLElement) => void} Show */

/**
 * Show the ways until one is set up, or until whoever was asked gives up.
 * @param {Show} show @param {Ask} ask @param {{ only?: "passkey" | "totp", cancel?: boolean }} [options]
 * @returns {Promise<boolean>}
 */
export function setUpFactor(show, ask, { only, cancel = false } = {}) {
  const root = piece("set-up");
  const offersPasskey = only !== "totp" && canUsePasskeys();
  fill(root, {
    passkey: offersPasskey,
    or: offersPasskey && !only,
    "begin-totp": only !== "passkey",
    cancel,
  });
  return new Promise((resolve) => {
    onSend(root, "passkey", (form) => addPasskey(root, form, ask, resolve));
    onSend(root, "confirm", (form) => confirmTotp(form, ask, resolve));
    const begin = () => busy(root, () => beginTotp(root, ask));
    root.querySelector("[data-action=begin-totp]")?.addEventListener("click", begin);
    root.querySelector("[data-action=cancel]")?.addEventListener("click", () => resolve(false));
    show(root);
    if (!offersPasskey) begin();
  });
}

/** @param {HTMLElement} root @param {HTMLFormElement} form @param {Ask} ask @param {(done: boolean) => void} resolve */
async function addPasskey(root, form, ask, resolve) {
  tellProblem(root, null);
  const begun = await ask("POST", "staff/factors/passkey-options");
  if (begun.kind !== "ok") return tellProblem(root, wordsFor(begun));
  const making = await makePasskey(begun.body.options);
  if (making.kind !== "made")
    return tellProblem(root, word(making.kind === "cannot" ? "wrong_no_passkeys" : "wrong_passkey"));
  const name = field(form, "name").value.trim() || field(form, "name").defaultValue;
  const answer = await ask("POST", "staff/factors/passkeys", { credential: making.credential, name });
  if (answer.kind === "ok") resolve(true);
  else tellProblem(root, wordsFor(answer));
}

/** @param {HTMLElement} root @param {Ask} ask */
async function beginTotp(root, ask) {
  tellProblem(root, null);
  const answer = await ask("POST", "staff/factors/totp");
  if (answer.kind !== "ok") return tellProblem(root, wordsFor(answer));
  const { secret, symbol } = answer.body;
  fill(root, { totp: true, "begin-totp": false, passkey: false, or: false, secret: inFours(secret) });
  if (symbol) drawSymbol(slot(root, "symbol"), symbol);
  else slot(root, "symbol").remove();
  slot(root, "totp").querySelector("input")?.focus();
}

/** @param {HTMLFormElement} form @param {Ask} ask @param {(done: boolean) => void} resolve */
async function confirmTotp(form, ask, resolve) {
  const code = field(form, "code").value.replace(/\s/g, "");
  wrongField(form, "code", code ? null : word("wrong_no_code"));
  if (!code) return;
  const answer = await ask("POST", "staff/factors/totp/confirm", { code });
  if (answer.kind === "ok") resolve(true);
  else wrongField(form, "code", wordsFor(answer));
}

/** A secret as it is typed by hand. @param {string} secret */
export const inFours = (secret) => secret.replace(/(.{4})(?=.)/g, "$1 ");

/**
 * Make ten recovery codes and show them until somebody says that they have them.
 * @param {Show} show @param {Ask} ask
 * @returns {Promise<import("../../shared/api.mjs").Answer | null>} what stood in the way, or null
 */
export async function showRecoveryCodes(show, ask) {
  const answer = await ask("POST", "staff/factors/recovery-codes");
  if (answer.kind !== "ok") return answer;
  /** @type {string[]} */
  const codes = answer.body.codes;
  const root = made("recovery-codes", { codes: codes.map((code) => made("recovery-code", { code })) });
  root.querySelector("[data-action=print-codes]")?.addEventListener("click", () => print());
  root.querySelector("[data-action=save-codes]")?.addEventListener("click", () => save(codes));
  show(root);
  await new Promise((resolve) =>
    root.querySelector("[data-action=codes-done]")?.addEventListener("click", resolve),
  );
  root.remove();
  return null;
}

/** Save the codes as a file of lines. @param {string[]} codes */
function save(codes) {
  const url = URL.createObjectURL(new Blob([codes.join("\n") + "\n"], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: url, download: "harmony-recovery-codes.txt" }).click();
  URL.revokeObjectURL(url);
}
