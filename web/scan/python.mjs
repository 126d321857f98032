/** Python in this worker: loads Pyodide and the wheels, and hands over what they make of `harmony_browser`. */

import { AssetLoader } from "../offline/asset-loader.mjs";
import { interceptFetch } from "../offline/fetch-interceptor.mjs";
import { AssetError } from "../offline/verified-fetch.mjs";
import * as api from "../shared/api.mjs";

/** @typedef {import("./types").Endpoint} Endpoint */
/** @typedef {(message: import("./types").MessageToPage) => void} Post */

const { url, info, wheels, sizes, cold } = RUNTIME;
const SCRIPTS = Object.keys(sizes).filter((path) => path.endsWith(".mjs"));

/** Pyodide asks for an index of packages; what the page needs it loads itself. */
const NO_PACKAGES = JSON.stringify({ info, packages: {} });

/** Joins the half of Python that has not come yet. @type {((half: WebAssembly.Module) => void) | undefined} */
let join;

/**
 * Load the half of Python that nobody has called for, so that whoever does need not wait for it. For a moment
 * when nothing else is to be done.
 */
export async function loadColdHalf() {
  const [path] = Object.keys(cold);
  if (!join || !path) return;
  const nobody = () => {}; // it comes again when it is called
  await new AssetLoader(cold, nobody, nobody).module(path).then(join, nobody);
}

/** Loads the files of this start. @type {AssetLoader | undefined} */
let loader;

/**
 * Go on with the other files where one could not be had: the next visit has them then. Where Python cannot run they
 * are of no use.
 * @param {unknown} error
 */
export async function finishLoading(error) {
  if (error instanceof AssetError) await loader?.settled();
}

/**
 * Load and start Python. Rejects with the first thing that went wrong, also where Pyodide itself would wait
 * for a file without a word.
 * @param {Post} post
 * @returns {Promise<Endpoint>}
 */
export function startPython(post) {
  return new Promise((resolve, reject) => {
    loader = new AssetLoader(sizes, (done, total) => post({ type: "progress", done, total }), reject);
    start(loader, post).then(resolve, reject);
  });
}

/** @param {AssetLoader} loader @param {Post} post */
async function start(loader, post) {
  interceptFetch(loader);
  loader.start();
  const archives = Promise.all(wheels.map((wheel) => loader.bytes(wheel)));
  archives.catch(() => {}); // told once, by the loader; not as an unhandled rejection while Pyodide loads
  await Promise.all(SCRIPTS.map((path) => loadScript(loader, path)));
  const { loadPyodide } = await import(`${url}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: url, lockFileContents: NO_PACKAGES });
  join = pyodide._module.coldHalf?.join;
  post({ type: "starting" });
  for (const archive of await archives) {
    pyodide.unpackArchive(archive, "wheel");
  }
  const postText = (/** @type {string} */ text) => post(JSON.parse(text));
  return pyodide.pyimport("harmony_browser.scanner.start").Endpoint(postText, fetchDocument);
}

/**
 * A script comes by `import` alone; loading it first counts and verifies it, and leaves it where `import` looks.
 * @param {AssetLoader} loader @param {string} path
 */
async function loadScript(loader, path) {
  await loader.bytes(path);
  await import(path);
}

/**
 * A public document of the server as JSON text, or none while it cannot be had.
 * @param {"portal" | "keys"} name
 */
async function fetchDocument(name) {
  const answer = await api[name]();
  return answer.kind === "ok" ? JSON.stringify(answer.body) : ""; // null would call the cold half
}
