/**
 * What of the page comes later: the notices right after the page works, the dashboard beside the answer that opens it.
 */

import * as api from "../shared/api.mjs";
import { LatePart } from "../shared/late-part.mjs";
import * as session from "./session.mjs";
import { fitNotices } from "./view.mjs";

/**
 * The screens of whatever can go wrong but a line that broke, which the page itself says, and the back-up code.
 * @type {LatePart<typeof import("./backup-code.mjs")>}
 */
export const notices = new LatePart(LATE.notices, () => {
  fitNotices();
  notices.script?.offerCodes();
});

/** @type {LatePart<typeof import("./board.mjs")>} */
const dashboardPart = new LatePart(LATE.dashboard, () => board()?.showDoors());

/** A family keeps doors on this device: they come with the dashboard. */
export const bringDoors = () => dashboardPart.bring();

/** What a badge may wait for. @type {LatePart<typeof import("./second-step.mjs")>} */
export const secret = new LatePart(LATE.secret);

/** The dashboard's script, once it has come with all that belongs to it. */
export const board = () => dashboardPart.script;

/** The line is free: bring all that is not there yet. */
export const bringAll = () => [notices, dashboardPart].forEach((part) => part.bring());

/**
 * Sign in. Whoever leaves before there is anything to see, or has nothing to see it on, leaves the session too.
 * @type {typeof session.begin}
 */
export async function signIn(proof, leaving) {
  const begun = session.begin(proof, leaving);
  begun.then(({ kind }) => kind === "ok" && leaving.addEventListener("abort", session.leave));
  let answer = await withBoard(() => begun);
  if (answer.kind === "ok" && !answer.body.second_step) answer = await enter(answer, leaving, proof);
  leaving.removeEventListener("abort", session.leave);
  if ((await begun).kind === "ok" && answer.kind !== "ok" && !leaving.aborted) session.leave();
  return answer;
}

/**
 * Somebody is in, once whoever was asked has said that it is they.
 * @param {Extract<api.Answer, { kind: "ok" }>} answer @param {AbortSignal} leaving
 * @param {import("./sign-in-client.mjs").Proof} proof
 * @returns {Promise<api.Answer>}
 */
async function enter(answer, leaving, proof) {
  const confirmed = (await board()?.confirmed(answer, leaving, proof)) ?? answer;
  return confirmed.kind !== "ok" || session.enter() ? confirmed : api.silence();
}

/** The dashboard of whoever is signed in, and leaves if nobody was here for long. */
export async function dashboard() {
  const answer = await withBoard(api.dashboard);
  if (answer.kind === "ok" && board()?.wasAway(answer.body)) session.leave();
  return answer;
}

/**
 * What the server answers, with the board beside it; without a board to show it on, it is as good as no answer.
 * @param {() => Promise<api.Answer>} ask
 */
async function withBoard(ask) {
  const brought = dashboardPart.bring();
  const answer = await ask();
  if (answer.kind !== "ok") return answer;
  await brought;
  return board() ? answer : api.silence();
}
