/**
 * What both workers do with what the page sends: bring one picture after another into the decoder's memory, have it
 * scanned there, and answer in the turn it belongs to. The messages are described in messages.schema.json.
 */

import { Decoder } from "./decoder.mjs";
import { loadPicture } from "./picture.mjs";

/** @typedef {import("./types").PictureMessage} PictureMessage */
/** @typedef {import("./types").MessageToPage} MessageToPage */
/** @typedef {import("./picture.mjs").Picture} Picture */
/**
 * @typedef {object} Handlers
 * @property {(decoder: Decoder) => unknown} start the decoder is there; pictures wait until this is done
 * @property {(kind: "frame" | "photo", picture: Picture, used: string) => unknown} scan posts what it finds; `used` is
 * the fingerprint of a badge that does not count in a frame, or empty
 * @property {() => void} beginTurn from now on pictures are another child's
 * @property {() => void} [idle] the device has nothing else to do
 * @property {(error: unknown) => unknown} [beforeClose] what is finished before this worker ends, after an error
 */

/** Frames in a row that could not be scanned: one may be strange, so many mean that none will do. */
const MAX_FAILED_FRAMES = 10;
/** What is said of a picture, and so belongs to the turn of the child who held it up. */
const OF_A_TURN = ["looked", "checking", "badge", "refused"];

let turn = 0;
let failedFrames = 0;
let hasFailed = false;
/** @type {Handlers | null} */
let handlers = null;
/** @type {Decoder | null} */
let decoder = null;
/** One picture after another: they share the decoder's memory. @type {Promise<void>} */
let working = Promise.resolve();

/** @param {MessageToPage} message */
export function post(message) {
  self.postMessage(OF_A_TURN.includes(message.type) ? { ...message, turn } : message);
}

/**
 * Nothing can be scanned here any more: say so, and end. Errors about files have a reason of their own. What fails
 * after the first error follows from it.
 * @param {unknown} error
 */
export async function fail(error) {
  if (hasFailed) return;
  hasFailed = true;
  const cause = /** @type {{ reason?: import("./types").Cause }} */ (error).reason ?? "broken";
  post({ type: "failed", cause, reason: String(error) });
  await handlers?.beforeClose?.(error);
  self.close();
}

/** Do what the page asks from now on. @param {Handlers} own */
export function serve(own) {
  handlers = own;
  self.addEventListener("message", ({ data }) => {
    if (data.type === "decoder") working = working.then(() => start(own, data.module));
    else if (data.type === "frame" || data.type === "photo") working = working.then(() => scan(own, data));
    else if (data.type === "idle") own.idle?.();
  });
}

/** @param {Handlers} handlers @param {WebAssembly.Module} module */
async function start(handlers, module) {
  try {
    decoder = await Decoder.start(module);
    await handlers.start(decoder);
  } catch (error) {
    fail(error);
  }
}

/** @param {Handlers} handlers @param {PictureMessage} message */
async function scan(handlers, { type, turn: asked, frame, used }) {
  if (asked !== turn) handlers.beginTurn();
  turn = asked;
  try {
    if (!decoder) throw new Error("a picture came before the decoder");
    handlers.scan(type, await loadPicture(decoder, frame), used);
    failedFrames = 0;
  } catch (error) {
    if (type === "photo") post({ type: "refused", code: "no_badge_in_photo", retryAfter: null });
    else if (++failedFrames > MAX_FAILED_FRAMES) fail(error);
    else post({ type: "looked", hint: "look", lit: 0 });
  } finally {
    frame.close();
  }
}
