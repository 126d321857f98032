/** Python in this worker: brings Pyodide and the wheels, and hands over what they make of `harmony_browser`. */

import * as api from "../shared/api.mjs";
import { answerFetches, Delivery, DeliveryError } from "../offline/asset-loader.mjs";

/** @typedef {import("../shared/types").Endpoint} Endpoint */
/** @typedef {(message: import("../shared/types").Told) => void} Tell */

const { url, info, wheels, sizes, cold } = RUNTIME;
const SCRIPTS = Object.keys(sizes).filter((path) => path.endsWith(".mjs"));

/** Pyodide asks for an index of packages; what the page needs it brings itself. */
const NO_PACKAGES = JSON.stringify({ info, packages: {} });

/** Joins the half of Python that has not come yet. @type {((half: WebAssembly.Module) => void) | undefined} */
let join;

/**
 * Bring the half of Python that nobody has called for, so that whoever does need not wait for it. For a moment
 * when nothing else is to be done.
 */
export async function bringColdHalf() {
  const [path] = Object.keys(cold);
  if (!join || !path) return;
  const nobody = () => {}; // it comes again when it is called
  const delivery = new Delivery(cold, nobody, nobody);
  await delivery.module(path).then(join, nobody);
}

/** Brings the files of this start. @type {Delivery | undefined} */
let delivery;

/**
 * Go on with the other files where one could not be had: the next visit has them then. Where Python cannot run they
 * are of no use.
 * @param {unknown} error
 */
export async function bringTheRest(error) {
  if (error instanceof DeliveryError) await delivery?.settled();
}

/**
 * Bring and start Python. Rejects with the first thing that went wrong, also where Pyodide itself would wait
 * for a file without a word.
 * @param {Tell} tell
 * @returns {Promise<Endpoint>}
 */
export function startPython(tell) {
  return new Promise((resolve, reject) => {
    delivery = new Delivery(sizes, (done, total) => tell({ type: "progress", done, total }), reject);
    start(delivery, tell).then(resolve, reject);
  });
}

/** @param {Delivery} delivery @param {Tell} tell */
async function start(delivery, tell) {
  answerFetches(delivery);
  delivery.start();
  const archives = Promise.all(wheels.map((wheel) => delivery.bytes(wheel)));
  archives.catch(() => {}); // told once, by the delivery; not as an unhandled rejection while Pyodide loads
  await Promise.all(SCRIPTS.map((path) => bringScript(delivery, path)));
  const { loadPyodide } = await import(`${url}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: url, lockFileContents: NO_PACKAGES });
  join = pyodide._module.coldHalf?.join;
  tell({ type: "starting" });
  for (const archive of await archives) {
    pyodide.unpackArchive(archive, "wheel");
  }
  const post = (/** @type {string} */ text) => tell(JSON.parse(text));
  return pyodide.pyimport("harmony_browser.scanner.start").Endpoint(post, ask);
}

/**
 * A script comes by `import` alone; bringing it first counts and checks it, and leaves it where `import` looks.
 * @param {Delivery} delivery @param {string} path
 */
async function bringScript(delivery, path) {
  await delivery.bytes(path);
  await import(path);
}

/**
 * A public document of the server as JSON text, or none while it cannot be had.
 * @param {"portal" | "keys"} name
 */
async function ask(name) {
  const answer = await api[name]();
  return answer.kind === "ok" ? JSON.stringify(answer.body) : ""; // null would call the cold half
}
