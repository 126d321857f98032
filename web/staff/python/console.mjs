/** The part of the console that comes with Python: templates, and the way between them and PyScript. */

import { Bridge } from "./bridge.mjs";
import { startPyScript } from "./pyscript.mjs";

/**
 * Start Python. Rejects with the first thing that went wrong.
 * @param {typeof CONSOLE} program @param {string} templates their address
 * @param {(state: "loading" | "starting", done: number, total: number) => void} onState
 * @returns {Promise<import("./types").Console>}
 */
export async function start(program, templates, onState) {
  const text = fetch(templates).then((response) => {
    if (!response.ok) throw new Error(`${templates} did not come`);
    return response.text();
  });
  text.catch(() => {}); // told below, after Python's own files
  const bridge = new Bridge(program, text);
  globalThis.harmonyConsole = bridge;
  await Promise.all([bridge.prepared, startPyScript(program, onState)]);
  if (!bridge.handlers) throw new Error("the console's Python did not start");
  return bridge;
}
