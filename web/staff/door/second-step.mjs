/** The second step: a passkey first where the person has one, else the authenticator's code; a recovery code at last. */

import { fill, piece, slot } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wordsFor, wrongField } from "../shell/forms.mjs";
import { word } from "../shell/words.mjs";
import { canUsePasskeys, usePasskey } from "./passkeys.mjs";

/** @typedef {import("../shared/types").Ask} Ask */
/** @typedef {{ methods: string[] }} Known what ways the person has */

/**
 * Show the step until it is taken, or until whoever was asked gives up.
 * @param {(root: HTMLElement) => void} show
 * @param {Ask} ask
 * @param {Known} known
 * @param {{ again?: boolean }} [how] whether it was taken before, and only has to be fresh
 * @returns {Promise<boolean>}
 */
export function takeSecondStep(show, ask, { methods }, { again = false } = {}) {
  const root = piece("second-step");
  if (again) nameAgain(root);
  const hasPasskey = methods.includes("passkey") && canUsePasskeys();
  const hasTotp = methods.includes("totp");
  fill(root, { cancel: again, "use-recovery": methods.includes("recovery") });
  fill(root, { passkey: hasPasskey, totp: hasTotp, or: hasPasskey && hasTotp });
  if (!hasPasskey && !hasTotp) showRecovery(root, true);
  if (!hasPasskey) for (const button of root.querySelectorAll(".wide2")) button.className = "go wide2";
  return new Promise((resolve) => {
    const act = actions(root, ask, resolve);
    root.addEventListener("click", ({ target }) => {
      const control = /** @type {HTMLElement | null} */ (
        /** @type {Element} */ (target).closest("[data-action]")
      );
      act[control?.dataset.action ?? ""]?.();
    });
    for (const way of ["totp", "recovery"])
      onSend(root, way, (form) => sendCode(root, form, ask, way, resolve));
    show(root);
    if (!hasPasskey) root.querySelector("input")?.focus();
  });
}

/** @param {HTMLElement} root @param {Ask} ask @param {(taken: boolean) => void} resolve @returns {Record<string, () => void>} */
const actions = (root, ask, resolve) => ({
  passkey: () => byPasskey(root, ask, resolve),
  "use-recovery": () => showRecovery(root, true),
  "use-code": () => showRecovery(root, false),
  cancel: () => resolve(false),
});

/** @param {HTMLElement} root @param {HTMLFormElement} form @param {Ask} ask @param {string} way @param {(taken: boolean) => void} resolve */
async function sendCode(root, form, ask, way, resolve) {
  const code = field(form, "code").value.replace(/\s/g, "");
  tellProblem(root, null);
  wrongField(form, "code", code ? null : word("wrong_no_code"));
  if (!code) return;
  const answer = await ask("POST", `staff/second-step/${way}`, { code });
  field(form, "code").value = "";
  if (answer.kind === "ok") resolve(true);
  else wrongField(form, "code", wordsFor(answer));
}

/** @param {HTMLElement} root @param {Ask} ask @param {(taken: boolean) => void} resolve */
async function byPasskey(root, ask, resolve) {
  tellProblem(root, null);
  const begun = await ask("POST", "staff/second-step/passkey/options");
  if (begun.kind !== "ok") return tellProblem(root, wordsFor(begun));
  const used = await usePasskey(begun.body.options);
  if (used.kind !== "made")
    return tellProblem(root, word(used.kind === "cannot" ? "wrong_no_passkeys" : "wrong_passkey"));
  const answer = await ask("POST", "staff/second-step/passkey", { credential: used.credential });
  if (answer.kind === "ok") resolve(true);
  else
    tellProblem(
      root,
      answer.kind === "refused" && answer.status === 401 ? word("wrong_passkey") : wordsFor(answer),
    );
}

/** @param {HTMLElement} root */
function nameAgain(root) {
  for (const name of ["title", "lead"]) fill(root, { [name]: slot(root, name).dataset.again ?? "" });
}

/** @param {HTMLElement} root @param {boolean} isShown */
function showRecovery(root, isShown) {
  fill(root, { recovery: isShown, totp: !isShown, "use-recovery": !isShown, "use-code": isShown });
  if (isShown) slot(root, "recovery").querySelector("input")?.focus();
}
