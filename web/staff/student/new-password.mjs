/** A new password for a young child: suggested in words with pictures, set, and shown once with the slip to print. */

import { fill, made, slot } from "../shell/bind.mjs";
import { number, word } from "../shell/words.mjs";

/** @typedef {{ word: string, picture: string | null }} SlipWord */
/**
 * @typedef {{ password: string, slip: { username: string, given_name: string, words: SlipWord[], address?: string } }}
 *   NewPassword
 */

/** @typedef {{ password: string, words: SlipWord[], strength: { possible: number } }} Suggestion */

/** Show a password that could be set. @param {Element} root @param {Suggestion} suggestion */
export const showSuggestion = (root, { words, strength }) =>
  fill(root, {
    suggested: words.map(slipWord),
    strength: word("strength", { n: number(strength.possible) }),
  });

/** What was set, told once. @param {NewPassword} given @param {() => void} onDone */
export function newPassword({ password, slip }, onDone) {
  const root = made("new-password", {
    title: word("slip_for", { name: slip.given_name }),
    "slip-for": word("slip_for", { name: slip.given_name }),
    number: slip.username,
    password,
    words: slip.words.map(slipWord),
    address: slip.address ?? location.host,
  });
  slot(root, "words").hidden = !slip.words.some(({ picture }) => picture);
  root.querySelector("[data-action=print-page]")?.addEventListener("click", () => print());
  root.querySelector("[data-action=password-done]")?.addEventListener("click", onDone);
  return root;
}

/** @param {SlipWord} given */
function slipWord({ word: text, picture }) {
  const item = made("slip-word", { word: text, picture: picture ? {} : null });
  if (picture) item.querySelector("use")?.setAttribute("href", `#picture-${picture}`);
  return item;
}
