/**
 * The worker: the decoder first, then Python, and whichever of them is there looks at what the page sends.
 * Decides nothing about a badge; `harmony_browser` does, and the server. The messages are described in
 * messages.schema.json.
 */

import { Decoder, fitting } from "./decoder.mjs";
import { Delivery, DeliveryError } from "./delivery.mjs";
import { findInFrame, findInPhoto } from "./early.mjs";
import { Exchange } from "./exchange.mjs";
import { show } from "./picture.mjs";
import { bringColdHalf, startPython } from "./python.mjs";

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./types").Frame} Frame */
/** @typedef {import("./types").Endpoint} Endpoint */

/** So long the decoder has the line for itself; one that takes longer may not keep Python from coming. */
const HEAD_START_MS = 8000;

/** @type {Decoder | null} */
let decoder = null;
/** @type {Endpoint | null} */
let python = null;

/** How long after a sign-in the device has nothing else to do. */
const IDLE_AFTER_MS = 30_000;

/** @param {PageMessage} message */
function tell(message) {
  self.postMessage(message);
  if (message.type === "signed-in") setTimeout(bringColdHalf, IDLE_AFTER_MS);
}
const exchange = new Exchange(tell);

start().catch(fail);

async function start() {
  const seeing = openEyes();
  await Promise.race([seeing, new Promise((resolve) => setTimeout(resolve, HEAD_START_MS))]);
  const coming = startPython(tell, (badge) => exchange.send(badge));
  const lost = await coming.then(
    () => null,
    (error) => error,
  );
  const blind = (await seeing) && (await openEyes()); // what failed on a full line may come on a free one
  if (blind) throw blind;
  if (lost) doWithoutPython(lost);
  else {
    python = await coming;
    python.see(decoder);
    tell({ type: "ready", by: "python" });
    await python.prepare();
  }
}

/** Bring the decoder; resolves to null, or to what went wrong. */
async function openEyes() {
  const build = fitting(DECODER);
  const nothing = () => {};
  const delivery = new Delivery({ [build.url]: build }, nothing, nothing);
  try {
    decoder = await Decoder.start(await delivery.module(build.url));
    tell({ type: "seeing" });
    return null;
  } catch (error) {
    return error;
  }
}

/** The decoder goes on alone. @param {unknown} error */
function doWithoutPython(error) {
  console.warn(`Scanning goes on without Python: ${error}`);
  python = null;
  tell({ type: "ready", by: "decoder", cause: causeOf(error) });
}

/** @param {unknown} error */
function fail(error) {
  tell({ type: "failed", cause: causeOf(error), reason: String(error) });
}

/** What to say of an error in words. @param {unknown} error */
const causeOf = (error) => (error instanceof DeliveryError ? error.reason : "broken");

/** One picture after another: they share the decoder's memory. @type {Promise<void>} */
let looking = Promise.resolve();

/** Frames in a row that could not be looked at: one may be strange, so many mean that none will do. */
const UNSEEN_FRAMES = 10;
let unseen = 0;

/** @param {"frame" | "photo"} kind @param {Frame} frame */
async function look(kind, frame) {
  try {
    if (!decoder) throw new Error("a frame came before the decoder");
    const picture = await show(decoder, frame);
    if (!python || !lookByPython(python, kind, picture)) lookAlone(kind, picture);
    unseen = 0;
  } catch (error) {
    if (kind === "photo") tell({ type: "refused", code: "no_badge_in_photo", retryAfter: null });
    else if (++unseen > UNSEEN_FRAMES) fail(error);
    else tell({ type: "looked", hint: "look", lit: 0 });
  } finally {
    frame.close();
  }
}

/**
 * Returns false if Python broke down over it. @param {Endpoint} endpoint
 * @param {"frame" | "photo"} kind @param {import("./picture.mjs").Picture} picture
 */
function lookByPython(endpoint, kind, picture) {
  try {
    Promise.resolve(endpoint[kind](picture)).catch(fail);
    return true;
  } catch (error) {
    doWithoutPython(error);
    return false;
  }
}

/** @param {"frame" | "photo"} kind @param {import("./picture.mjs").Picture} picture */
function lookAlone(kind, picture) {
  const badge = (kind === "frame" ? findInFrame : findInPhoto)(picture, tell);
  if (!badge) return;
  tell({ type: "checking" });
  exchange.send(badge);
}

self.addEventListener("message", ({ data }) => {
  if (data.type === "frame") looking = looking.then(() => look("frame", data.frame));
  else if (data.type === "photo") looking = looking.then(() => look("photo", data.frame));
  else if (data.type === "retry") exchange.retry();
  else if (data.type === "forget") {
    exchange.forget();
    python?.forget();
  }
});
