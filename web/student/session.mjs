/**
 * The session of this device, over all its tabs. Leaving is a wish at first: it is kept on the device, so that neither
 * a reload nor a lost network forgets it, nobody is shown a dashboard from then on, and the server is told as soon as
 * it can be. The next sign-in carries it out too, because the server ends the session that a sign-in comes with.
 */

import * as api from "../shared/api.mjs";
import { recall, remember } from "../shared/storage.mjs";

/** @typedef {import("./sign-in-client.mjs").Proof} Proof */

const KEY = "harmony.signed-in";
const IN = "yes";
/** Signed in, and nobody was shown it yet: perhaps they are asked whether it is they. */
const ASKED = "ask";
/** As long as what it replaces, so that there is room for it where there is for nothing more. */
const LEFT = "out";
const AGAIN_MS = 30_000;

let again = 0;
let turn = Promise.resolve();

/** Whether somebody is in here, and has not left; the server has the last word. */
export const isIn = () => recall(KEY) === IN;

/**
 * What was signed in to shows from now on.
 * @returns {boolean} false if it was ended meanwhile, by another tab
 */
export function enter() {
  const isMine = recall(KEY) === ASKED;
  if (isMine) remember(KEY, IN);
  return isMine;
}

/** The server says that nobody is in. */
export const forget = () => remember(KEY, null);

/**
 * Sign in; `ok` carries the dashboard, and nobody is in before `enter`.
 * @param {Proof} proof
 * @param {AbortSignal} leaving whoever signs in has gone: the answer must not open a session here
 * @returns {Promise<api.Answer>}
 */
export const begin = (proof, leaving) =>
  inTurn(async () => {
    if (leaving.aborted) return api.silence();
    const answer = await api.signIn(proof, leaving);
    if (leaving.aborted) {
      remember(KEY, LEFT); // the answer may have crossed with the leaving, and its cookie come although nobody read it
      await endLeft();
      return api.silence();
    }
    if (answer.kind === "ok") remember(KEY, answer.body.second_step ? null : ASKED);
    return answer;
  });

/** Whoever is in leaves. */
export function leave() {
  remember(KEY, LEFT);
  return end();
}

/** End the session that somebody has left, if there is one. */
export const end = () => inTurn(endLeft);

/** End what was left before this page was here, and as soon as there is a way; hear of who leaves in another tab. */
export function watch(/** @type {() => void} */ onLeft) {
  addEventListener("online", end);
  addEventListener("storage", () => isIn() || onLeft());
  if (recall(KEY) === ASKED) remember(KEY, LEFT); // whoever was asked left with the page
  return end();
}

async function endLeft() {
  clearTimeout(again);
  if (recall(KEY) !== LEFT) return;
  const { kind } = await api.signOut();
  if (kind === "ok") forget();
  else again = setTimeout(end, AGAIN_MS);
}

/**
 * One request at a time that begins or ends a session, over all tabs: else the answer to an ending, which takes the
 * cookie away, could come after that of the next beginning.
 * @template T @param {() => Promise<T>} work one that never throws
 * @returns {Promise<T>}
 */
function inTurn(work) {
  const alone = navigator.locks?.request(KEY, work).catch(work); // no lock where storage is off
  if (alone) return /** @type {Promise<T>} */ (alone);
  const done = turn.then(work);
  turn = done.then(() => {});
  return done;
}
