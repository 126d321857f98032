// Runs a Python program in a Pyodide under Node:  node run_pyodide.mjs HOME LOCK PROGRAM PLACE=FOLDER...
// The program finds each FOLDER at its PLACE; every wheel in the folder /wheels is unpacked first. library=FILE
// takes another library than that of HOME.
import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [home, lock, program, ...mounts] = process.argv.slice(2);

// An uncaught error would be printed with the line it comes from, which is all of Pyodide.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const lockFileContents = readFileSync(lock, "utf8");
const [stdLibURL] = mounts.filter((each) => each.startsWith("library=")).map((each) => each.slice(8));
const options = stdLibURL ? { stdLibURL } : {};
const pyodide = await loadPyodide({ indexURL: home, lockFileContents, stdout: console.error, ...options });
for (const mount of mounts.filter((each) => each.startsWith("/"))) {
  const [place, folder] = mount.split("=");
  if (place === "/wheels") {
    const wheels = readdirSync(folder).filter((name) => name.endsWith(".whl"));
    for (const name of wheels) {
      pyodide.unpackArchive(new Uint8Array(readFileSync(`${folder}/${name}`)), "wheel");
    }
  } else {
    pyodide.FS.mkdirTree(place);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, place);
  }
}
const result = await pyodide.runPythonAsync(readFileSync(program, "utf8"));
if (result !== undefined) console.log(result);
