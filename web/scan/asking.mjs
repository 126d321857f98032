/** What shows while the camera is asked for. */

import { cameraPermission } from "./camera-permission.mjs";
import * as view from "../student/view.mjs";

/**
 * The camera takes its time: show what it waits for, an answer or nothing but itself.
 * @param {"ask" | "ask-help"} screen for a question that waits for its answer
 * @param {() => boolean} isWaiting whether the camera is still asked for
 */
export async function showAsking(screen, isWaiting) {
  const waking = () => isWaiting() && view.show("waking");
  const state = await cameraPermission((now) => now === "granted" && waking());
  if (state === "granted") waking();
  else if (isWaiting()) view.show(screen);
}

/** Call back if the camera is allowed already, where the browser tells. @param {() => void} then */
export async function whenAllowed(then) {
  if ((await cameraPermission()) === "granted") then();
}
