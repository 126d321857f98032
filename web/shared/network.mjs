/** The line to the internet, as far as a device tells: whether large things may come before they are wanted. */

import { recall, remember } from "./storage.mjs";

const SAVES = "harmony.saves-data";
/** Lines on which a program of megabytes takes minutes, in the words of the Network Information API. */
const SLOW = ["slow-2g", "2g"];

/** Whether Python waits for the badge button: as chosen on this device; else as its browser or its line ask. */
export function savesData() {
  const chosen = recall(SAVES);
  if (chosen) return chosen === "yes";
  const { connection } = /** @type {{ connection?: { saveData?: boolean, effectiveType?: string } }} */ (
    navigator
  );
  return connection?.saveData === true || SLOW.includes(connection?.effectiveType ?? "");
}

/** Remember the choice on this device. @param {boolean} saves */
export const chooseToSave = (saves) => remember(SAVES, saves ? "yes" : "no");

/** Call back when the page has nothing else to do. @param {() => void} begin */
export function whenIdle(begin) {
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 2000 });
  else setTimeout(begin, 500);
}
