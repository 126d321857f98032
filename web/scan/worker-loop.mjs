/**
 * What both workers do with what the page sends: bring one picture after another into the decoder's memory, have it
 * looked at there, and answer in the turn it belongs to. The messages are described in messages.schema.json.
 */

import { Decoder } from "./decoder.mjs";
import { show } from "./picture.mjs";

/** @typedef {import("../shared/types").PictureMessage} PictureMessage */
/** @typedef {import("../shared/types").Told} Told */
/** @typedef {import("./picture.mjs").Picture} Picture */
/**
 * @typedef {object} Looker
 * @property {(decoder: Decoder) => unknown} see the decoder is there; pictures wait until this is done
 * @property {(kind: "frame" | "photo", picture: Picture) => unknown} look tells what it finds
 * @property {() => void} forget from now on pictures are another child's
 * @property {() => void} [idle] the device has nothing else to do
 * @property {(error: unknown) => unknown} [rest] what is finished before this worker ends, after an error
 */

/** Frames in a row that could not be looked at: one may be strange, so many mean that none will do. */
const UNSEEN_FRAMES = 10;
/** What is said of a picture, and so belongs to the turn of the child who held it up. */
const OF_A_TURN = ["looked", "checking", "badge", "refused"];

let turn = 0;
let unseen = 0;
let isLost = false;
/** @type {Looker | null} */
let looker = null;
/** @type {Decoder | null} */
let decoder = null;
/** One picture after another: they share the decoder's memory. @type {Promise<void>} */
let working = Promise.resolve();

/** @param {Told} message */
export function tell(message) {
  self.postMessage(OF_A_TURN.includes(message.type) ? { ...message, turn } : message);
}

/**
 * Nothing can be looked at here any more: say so, and end. Errors about files have a reason of their own. What fails
 * after the first error follows from it.
 * @param {unknown} error
 */
export async function fail(error) {
  if (isLost) return;
  isLost = true;
  const cause = /** @type {{ reason?: import("../shared/types").Cause }} */ (error).reason ?? "broken";
  tell({ type: "failed", cause, reason: String(error) });
  await looker?.rest?.(error);
  self.close();
}

/** Do what the page asks from now on. @param {Looker} own */
export function attend(own) {
  looker = own;
  self.addEventListener("message", ({ data }) => {
    if (data.type === "decoder") working = working.then(() => open(own, data.module));
    else if (data.type === "frame" || data.type === "photo") working = working.then(() => look(own, data));
    else if (data.type === "idle") own.idle?.();
  });
}

/** @param {Looker} looker @param {WebAssembly.Module} module */
async function open(looker, module) {
  try {
    decoder = await Decoder.start(module);
    await looker.see(decoder);
  } catch (error) {
    fail(error);
  }
}

/** @param {Looker} looker @param {PictureMessage} message */
async function look(looker, { type, turn: asked, frame }) {
  if (asked !== turn) looker.forget();
  turn = asked;
  try {
    if (!decoder) throw new Error("a picture came before the decoder");
    looker.look(type, await show(decoder, frame));
    unseen = 0;
  } catch (error) {
    if (type === "photo") tell({ type: "refused", code: "no_badge_in_photo", retryAfter: null });
    else if (++unseen > UNSEEN_FRAMES) fail(error);
    else tell({ type: "looked", hint: "look", lit: 0 });
  } finally {
    frame.close();
  }
}
