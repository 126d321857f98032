// Part of the script of an instrumented runtime: tells which functions of the WebAssembly have run.

/* eslint no-unused-vars: off */

/** Keeps the globals that functions set when they run; gives the other exports. */
function noteFunctions(exports) {
  const ran = Object.entries(exports).filter(([name]) => name.startsWith("ran."));
  globalThis.functionsRun = () => ran.filter(([, flag]) => flag.value).map(([name]) => Number(name.slice(4)));
  return Object.fromEntries(Object.entries(exports).filter(([name]) => !name.startsWith("ran.")));
}
