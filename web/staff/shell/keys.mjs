/** Keys: `/` goes to Find. Never inside a field, never with another key held, and only where they are wanted. */

import { recall, remember } from "../../shared/storage.mjs";

const KEPT = "harmony.staff-keys";

/** Whether single keys do something on this device. */
export const areKeysOn = () => recall(KEPT) !== "off";

/** @param {boolean} areOn */
export const chooseKeys = (areOn) => remember(KEPT, areOn ? null : "off");

/** Whether a key press is meant for the console. @param {KeyboardEvent} event */
export function isForConsole(event) {
  const target = /** @type {Element} */ (event.target);
  const isTyping = target.closest("input:not([type=checkbox], [type=radio]), select, textarea, dialog");
  return areKeysOn() && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** `/` goes to Find, wherever that stands, also from there. @param {() => void} toFind where there is none on the page */
export function watchKeys(toFind) {
  addEventListener("keydown", (event) => {
    const field = /** @type {HTMLInputElement | null} */ (
      document.querySelector("[data-testid=student-search]")
    );
    const isThere = areKeysOn() && event.target === field && field?.value === "";
    if (event.key !== "/" || !(isThere || isForConsole(event))) return;
    event.preventDefault();
    if (field?.checkVisibility()) field.select();
    else toFind();
  });
}
