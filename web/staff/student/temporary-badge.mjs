/** A temporary badge on the teacher's own screen, large enough for another device's camera. */

import { made, slot } from "../shell/bind.mjs";
import { drawSymbol } from "../shell/symbol.mjs";
import { when } from "../shell/when.mjs";
import { language, word } from "../shell/words.mjs";

/** For how long one can be made, in hours. */
export const HOURS = [1, 2, 6, 12];
export const USUAL_HOURS = 6;

/** @param {string} name @param {{ symbol: string[], expires_at: string }} badge @param {() => void} onDone */
export function temporaryBadge(name, { symbol, expires_at: expires }, onDone) {
  const until = when(expires, { language: language(), word });
  const root = made("temporary-badge", {
    title: word("temporary_for", { name }),
    until: word("works_until", { time: until }),
  });
  drawSymbol(slot(root, "symbol"), symbol);
  root.querySelector("[data-action=temporary-done]")?.addEventListener("click", onDone);
  root.querySelector("[data-action=print-page]")?.addEventListener("click", () => print());
  return root;
}
