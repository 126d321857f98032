/**
 * Nobody answered for the school, or its server has a fault: three things, three words, and when to try again.
 * No network here: soon, and as soon as the device says there is one. No answer: in a while, or when the server asks for
 * it. A fault: when somebody taps.
 */

import * as view from "./view.mjs";

/** @typedef {import("../shared/api.mjs").Unreachable} Unreachable */

const AGAIN_S = { network: 8, school: 30 };
/** No child waits longer for the next try, whatever was asked for. */
const AT_MOST_S = 120;

/** @param {Unreachable} answer */
export const screenOf = ({ cause }) => (cause === "network" ? "net-none" : "net-school");

/**
 * Count down on the screen that shows, then try again.
 * @param {Unreachable} answer @param {() => void} again
 * @returns {() => void} stops it
 */
export function waitForAnswer(answer, again) {
  const { cause, proven = false, retryAfter } = answer;
  const screen = view.screen(screenOf(answer));
  for (const words of view.findAll("[data-slot=proven], [data-slot=unproven]", screen))
    words.hidden = (words.dataset.slot === "proven") !== proven;
  const seconds = Math.min(retryAfter ?? AGAIN_S[cause], AT_MOST_S);
  const stop = view.countDown(screenOf(answer), seconds, again);
  addEventListener("online", again);
  return () => {
    stop();
    removeEventListener("online", again);
  };
}

/** The line for the grown-up: which fault, and when. @param {number} status */
export function showFault(status) {
  const time = new Date().toLocaleTimeString(`${document.documentElement.lang}-u-nu-latn`, {
    timeStyle: "short",
  });
  view.fill(view.find("[data-slot=detail]", view.screen("net-fault")), { code: String(status), time });
}
