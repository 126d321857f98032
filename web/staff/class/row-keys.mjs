/** Keys in a class: arrows move by row, x chooses, c gives a code, p prints. None voids. */

import { isForConsole } from "../shell/keys.mjs";

/** How many rows each key moves by. @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
/** What each key presses in the row that has the focus. @type {Record<string, string>} */
const PRESSES = { x: "[data-slot=pick]", c: "[data-slot=code]", p: "[data-slot=print]" };

/** @param {KeyboardEvent} event @param {HTMLElement} root */
export function moveByKeys(event, root) {
  if (!isForConsole(event)) return;
  if (event.key === "?") root.querySelector("details.keys")?.setAttribute("open", "");
  const wanted = meant(event, root);
  if (!wanted) return;
  event.preventDefault();
  if (event.key in STEPS) wanted.focus();
  else wanted.click();
}

/** What a key is about. @param {KeyboardEvent} event @param {HTMLElement} root @returns {HTMLElement | null | undefined} */
function meant({ key, target }, root) {
  const row = /** @type {Element} */ (target).closest("tbody tr");
  const step = STEPS[key];
  if (!step) return row?.querySelector(PRESSES[key] ?? "nothing");
  const rows = [...root.querySelectorAll("tbody tr")];
  return rows[row ? rows.indexOf(row) + step : 0]?.querySelector("th a");
}
