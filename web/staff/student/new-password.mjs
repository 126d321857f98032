/** A new password, shown once, with the slip to print. */

import { made, slot } from "../shell/bind.mjs";
import { word } from "../shell/words.mjs";

/**
 * @typedef {{ password: string, slip: { username: string, given_name: string, words: { word: string, picture: string | null }[],
 *   address?: string } }} NewPassword
 */

/** @param {NewPassword} given @param {{ another: () => void, done: () => void }} on */
export function newPassword({ password, slip }, on) {
  const root = made("new-password", {
    title: word("slip_for", { name: slip.given_name }),
    "slip-for": word("slip_for", { name: slip.given_name }),
    number: slip.username,
    password,
    words: slip.words.map(({ word: text, picture }) => slipWord(text, picture)),
    address: slip.address ?? location.host,
  });
  slot(root, "words").hidden = !slip.words.some(({ picture }) => picture);
  const act = { "print-page": () => print(), "another-password": on.another, "password-done": on.done };
  for (const [action, work] of Object.entries(act))
    root.querySelector(`[data-action=${action}]`)?.addEventListener("click", () => work());
  return root;
}

/** @param {string} text @param {string | null} picture */
function slipWord(text, picture) {
  const item = made("slip-word", { word: text, picture: picture ? {} : null });
  if (picture) item.querySelector("use")?.setAttribute("href", `#picture-${picture}`);
  return item;
}
