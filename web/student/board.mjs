/** What comes when somebody signs in: whether it is they, and their dashboard, for as long as the session lasts. */

import { Absence } from "./absence.mjs";
import { clearDashboard, fillDashboard } from "./dashboard.mjs";
import { isAnothers, noteProof, offerDoor, showDoors } from "./doors/doors.mjs";
import { Ending } from "./ending.mjs";
import { isThisYou } from "./is-this-you.mjs";
import { SessionClock } from "./session-clock.mjs";
import { areAppsOpen, beginApps, closeApps } from "./tabs-open.mjs";

export { showStillIn } from "./dashboard.mjs";
export { showDoors };

/** @typedef {import("../shared/types").SignedIn} SignedIn */
/** @typedef {import("../shared/api.mjs").Answer} Answer */
/** @typedef {Pick<import("./portal.mjs").Portal, "resume" | "timeIsOver">} Visit */

/** @type {Visit} */
let visit;
let isOpen = false;
/** Whether somebody has touched a key or the screen since the server last knew that they are here. */
let isInUse = false;
/** Whether the server is being told so. */
let isTelling = false;
const ending = new Ending(() => visit.resume());
const clock = new SessionClock({
  onEnding(seconds, isLast) {
    if (!isInUse || isLast) return ending.tell(seconds, isLast);
    if (!isTelling) visit.resume();
    isTelling = true;
  },
  onOver: () => visit.timeIsOver(),
  onSlept: () => document.hidden || visit.resume(), // else it is asked when somebody looks
});
const absence = new Absence(
  () => !document.hidden || areAppsOpen(),
  () => visit.timeIsOver(),
);

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => (isInUse = true));
document.addEventListener("visibilitychange", () => {
  if (isOpen && !absence.look() && !document.hidden) visit.resume();
});

/**
 * The answer to a sign-in, once whoever was asked has said that it is they; where nobody says so, a refusal.
 * @param {Extract<Answer, { kind: "ok" }>} answer @param {AbortSignal} leaving somebody goes on another way
 * @param {import("./sign-in-client.mjs").Proof} proof
 * @returns {Promise<Answer>}
 */
export async function confirmed(answer, leaving, proof) {
  noteProof(proof);
  const { ask_who: asks, person } = answer.body;
  if (leaving.aborted || !(asks || isAnothers(person))) return answer;
  const isThey = await isThisYou(person, leaving);
  return isThey ? answer : { kind: "refused", code: "session_expired", retryAfter: null };
}

/** Whether nobody was here for so long that whoever left this session open is gone. @param {SignedIn} dashboard */
export const wasAway = ({ session }) => !isOpen && absence.wasLong(session.away_seconds);

/** Somebody is in, or still is. @param {SignedIn} dashboard @param {Visit} whose */
export function open(dashboard, whose) {
  visit = whose;
  if (!isOpen) beginApps();
  isOpen = true;
  isInUse = isTelling = false;
  fillDashboard(dashboard);
  offerDoor(dashboard.person);
  clock.start(dashboard.session);
  absence.begin(dashboard.session.away_seconds);
  ending.end();
}

/** Leave nothing of whoever was in. @returns {boolean} whether the apps that they opened are closed too */
export function close() {
  clock.stop();
  absence.end();
  clearDashboard();
  offerDoor(null);
  ending.end();
  isOpen = false;
  return closeApps();
}
