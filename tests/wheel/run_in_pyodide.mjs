// Loads Pyodide under Node, installs a wheel by micropip, as the staff pages do, and prints what a piece of Python
// gives:  node run_in_pyodide.mjs PYODIDE ROOT WORK WHEEL MICROPIP CODE
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [home, root, work, wheel, micropip, code] = process.argv.slice(2);

// An uncaught error would be printed with the line it comes from, which is all of Pyodide.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ stdout: console.error });
for (const [place, folder] of [
  ["/repo/tests", `${root}/tests`],
  ["/work", work],
]) {
  pyodide.FS.mkdirTree(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, place);
}
pyodide.unpackArchive(new Uint8Array(readFileSync(micropip)), "wheel");
pyodide.FS.writeFile(`/tmp/${basename(wheel)}`, new Uint8Array(readFileSync(wheel)));
await pyodide.runPythonAsync(`
import sys, micropip
sys.dont_write_bytecode = True
sys.path.insert(0, "/repo")
await micropip.install("emfs:/tmp/${basename(wheel)}")
`);
console.log(await pyodide.runPythonAsync(code));
