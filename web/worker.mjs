/**
 * The worker: starts Python, then hands it what the page sends. Decides nothing; `harmony_browser` does.
 * The messages are described in messages.schema.json.
 */

import { DeliveryError } from "./delivery.mjs";
import { Exchange } from "./exchange.mjs";
import { Picture } from "./picture.mjs";
import { startPython } from "./python.mjs";

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./types").Frame} Frame */

/** @param {PageMessage} message */
const tell = (message) => self.postMessage(message);
/** @param {unknown} error */
function fail(error) {
  const cause = error instanceof DeliveryError ? error.reason : "broken";
  tell({ type: "failed", cause, reason: String(error) });
}

const exchange = new Exchange(tell);
const python = startPython(tell, (badge) => exchange.send(badge));
python.then((endpoint) => {
  tell({ type: "ready", by: "python" });
  return endpoint.prepare();
}, fail);

/** One picture after another: they share the memory they are looked at in. @type {Promise<unknown>} */
let looking = Promise.resolve();

/** @param {"frame" | "photo"} kind @param {Frame} frame */
async function look(kind, frame) {
  try {
    const endpoint = await python;
    Promise.resolve(endpoint[kind](new Picture(frame))).catch(fail);
  } catch (error) {
    fail(error);
  } finally {
    frame.close();
  }
}

self.addEventListener("message", ({ data }) => {
  if (data.type === "frame") looking = looking.then(() => look("frame", data.frame));
  else if (data.type === "photo") looking = looking.then(() => look("photo", data.frame));
  else if (data.type === "retry") exchange.retry();
  else if (data.type === "forget") {
    exchange.forget();
    python.then((endpoint) => endpoint.forget()).catch(() => {});
  }
});
