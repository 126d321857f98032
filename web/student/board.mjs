/** What comes when somebody signs in: their dashboard, for as long as the session lasts. */

import { clearDashboard, fillDashboard } from "./dashboard.mjs";
import { Ending } from "./ending.mjs";
import { SessionClock } from "./session-clock.mjs";
import { beginApps, closeApps } from "./tabs-open.mjs";

export { showStillIn } from "./dashboard.mjs";

/** @typedef {import("../shared/types").SignedIn} SignedIn */
/** @typedef {Pick<import("./portal.mjs").Portal, "resume" | "timeIsOver">} Visit */

/** @type {Visit} */
let visit;
let isOpen = false;
const ending = new Ending(() => visit.resume());
const clock = new SessionClock({
  onEnding: (seconds, isLast) => ending.tell(seconds, isLast),
  onOver: () => visit.timeIsOver(),
  onSlept: () => document.hidden || visit.resume(), // else it is asked when somebody looks
});

/** Somebody is in, or still is. @param {SignedIn} dashboard @param {Visit} whose */
export function open(dashboard, whose) {
  visit = whose;
  if (!isOpen) beginApps();
  isOpen = true;
  fillDashboard(dashboard);
  clock.start(dashboard.session);
  ending.end();
}

/** Leave nothing of whoever was in. @returns {boolean} whether the apps that they opened are closed too */
export function close() {
  clock.stop();
  clearDashboard();
  ending.end();
  isOpen = false;
  return closeApps();
}
