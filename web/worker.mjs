/**
 * The worker: starts Python, then hands it what the page sends. Decides nothing; `harmony_browser` does.
 * The messages are described in messages.schema.json.
 */

import { answerFetches, Delivery, DeliveryError } from "./delivery.mjs";

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./types").Endpoint} Endpoint */

const { url, info, wheels, sizes } = RUNTIME;

/** @param {PageMessage} message */
const tell = (message) => self.postMessage(message);

/** A picture for Python: the bitmap, and a way to have any part of it drawn at any size. */
class Picture {
  static #canvas = new OffscreenCanvas(1, 1);
  static #context = Picture.#canvas.getContext("2d", { willReadFrequently: true });

  /** @param {ImageBitmap} bitmap */
  constructor(bitmap) {
    this.bitmap = bitmap;
    this.width = bitmap.width;
    this.height = bitmap.height;
  }

  /**
   * RGBA pixels of a part of the picture, drawn at the size asked for.
   * @param {number} x @param {number} y @param {number} width @param {number} height
   * @param {number} outWidth @param {number} outHeight
   */
  draw(x, y, width, height, outWidth, outHeight) {
    const canvas = Picture.#canvas;
    const context = Picture.#context;
    if (!context) throw new Error("this browser draws no pictures in a worker");
    if (canvas.width < outWidth || canvas.height < outHeight) {
      canvas.width = Math.max(canvas.width, outWidth);
      canvas.height = Math.max(canvas.height, outHeight);
    }
    context.drawImage(this.bitmap, x, y, width, height, 0, 0, outWidth, outHeight);
    return context.getImageData(0, 0, outWidth, outHeight).data;
  }
}

/** @returns {Promise<Endpoint>} */
async function startPython() {
  const delivery = new Delivery(sizes, (done, total) => tell({ type: "progress", done, total }), fail);
  answerFetches(delivery);
  delivery.start();
  const archives = Promise.all(wheels.map((wheel) => delivery.bytes(wheel)));
  archives.catch(() => {}); // told below, once; not as an unhandled rejection while Pyodide loads
  await Promise.all(SCRIPTS.map((path) => bringScript(delivery, path)));
  const { loadPyodide } = await import(`${url}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: url, lockFileContents: NO_PACKAGES });
  tell({ type: "starting" });
  for (const archive of await archives) {
    pyodide.unpackArchive(archive, "wheel");
  }
  const post = (/** @type {string} */ text) => tell(JSON.parse(text));
  return pyodide.pyimport("harmony_browser.start").Endpoint(post);
}

const SCRIPTS = Object.keys(sizes).filter((path) => path.endsWith(".mjs"));

/**
 * A script comes by `import` alone; bringing it first counts and checks it, and leaves it where `import` looks.
 * @param {Delivery} delivery @param {string} path
 */
async function bringScript(delivery, path) {
  await delivery.bytes(path);
  await import(path);
}

/** Pyodide asks for an index of packages; what the page needs it brings itself. */
const NO_PACKAGES = JSON.stringify({ info, packages: {} });

/** @param {unknown} error */
function fail(error) {
  const cause = error instanceof DeliveryError ? error.reason : "broken";
  tell({ type: "failed", cause, reason: String(error) });
}

const started = startPython();
started.then((endpoint) => {
  tell({ type: "ready" });
  return endpoint.prepare();
}, fail);

self.addEventListener("message", async ({ data }) => {
  try {
    const endpoint = await started;
    if (data.type === "frame") await endpoint.frame(new Picture(data.bitmap));
    else if (data.type === "photo") await endpoint.photo(new Picture(data.bitmap));
    else if (data.type === "retry") await endpoint.retry();
    else if (data.type === "forget") endpoint.forget();
  } catch (error) {
    fail(error);
  } finally {
    data.bitmap?.close();
  }
});
