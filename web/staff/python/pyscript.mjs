/** PyScript on this page, under the page's own strict policy, with files that were verified and counted. */

import { AssetLoader } from "../../offline/asset-loader.mjs";
import { interceptFetch } from "../../offline/fetch-interceptor.mjs";

/**
 * What PyScript's hooks are given.
 * @typedef {{
 *   interpreter: { runPythonAsync(code: string): Promise<unknown> },
 *   io: { stderr(error: unknown): void },
 *   runAsync(code: string): Promise<unknown>,
 * }} Wrap
 */

/** What PyScript runs. */
const MAIN = `
import sys
sys.path.insert(0, "/lib/console.zip")
from harmony_console.start import begin
await begin()
`;
const NO_PLUGINS = [
  "codemirror",
  "deprecations-manager",
  "donkey",
  "error",
  "py-editor",
  "py-game",
  "py-terminal",
];

/**
 * Resolves when the console's Python has run once, whether or not it went well.
 * @param {typeof CONSOLE} program
 * @param {(state: "loading" | "starting", done: number, total: number) => void} onState
 * @returns {Promise<void>}
 */
export function startPyScript({ core, interpreter, python, sizes }, onState) {
  return new Promise((resolve, reject) => {
    const loader = new AssetLoader(sizes, (done, total) => onState("loading", done, total), reject);
    run(loader).catch(reject);

    /** @param {AssetLoader} loader */
    async function run(loader) {
      interceptFetch(loader);
      loader.start();
      // `import` alone brings scripts: loaded first, they are counted and verified, and are where it looks
      const scripts = Object.keys(sizes).filter((path) => /\.m?js$/.test(path));
      await Promise.all(scripts.map((path) => loader.bytes(path)));
      const script = element({ interpreter, files: { [python]: "/lib/console.zip" } });
      script.addEventListener("py:ready", () => onState("starting", 1, 1));
      script.addEventListener("py:done", () => resolve());
      document.head.append(noMicroPython(), script); // PyScript reads the configuration as it is loaded
      await hook(core);
    }
  });
}

/** @param {object} config */
function element(config) {
  const script = document.createElement("script");
  script.type = "py";
  const plugins = NO_PLUGINS.map((name) => `!${name}`);
  script.setAttribute("config", JSON.stringify({ ...config, plugins }));
  script.textContent = MAIN;
  return script;
}

/** PyScript would load every plug-in for its other Python. */
function noMicroPython() {
  const config = document.createElement("mpy-config");
  config.setAttribute("type", "json");
  config.textContent = JSON.stringify({ plugins: NO_PLUGINS.map((name) => `!${name}`) });
  return config;
}

/**
 * Load PyScript without its hooks for workers: these it makes into a function from text when an interpreter starts,
 * which the policy forbids, even where there is no worker. And without the texts of its own Python, which it would write
 * into files and compile each time: they stand compiled in the console's archive.
 * @param {string} core
 */
async function hook(core) {
  const { hooks } = await import(core);
  for (const each of Object.values(hooks.worker)) each.clear();
  hooks.main.onReady.add((/** @type {Wrap} */ wrap) => {
    wrap.runAsync = (code) => wrap.interpreter.runPythonAsync(code).catch(wrap.io.stderr);
  });
}
