/**
 * The console's views without a server: its answers stand here. `marks` tells how long each thing took, in ms since the
 * page was opened for `ready`, since it was asked for elsewhere. `again` draws both views some times more, `letters`
 * has how long each letter took to show.
 */

import { Bridge } from "../../../web/staff/python/bridge.mjs";
import { startPyScript } from "../../../web/staff/python/pyscript.mjs";

const { program, templates, stock, layouts } = BENCH;
const ROWS = 1000;
const root = document.getElementById("root");
const marks = (window.marks = /** @type {Record<string, number>} */ ({}));

const student = (/** @type {number} */ at) => ({
  id: `s${at}`,
  given_name: `Ana ${at}`,
  family_name: "Pennick",
  picture: { name: "sun", colour: "sky" },
  badge: "working",
  printed_at: "2026-11-30T08:00:00Z",
});
const app = (/** @type {number} */ at) => ({
  id: `a${at}`,
  names: { en: `Number Garden ${at}` },
  icon: null,
  everyone: false,
  roles: null,
  grades: ["KG", "01"],
  schools: [],
  classes: [],
  sign_on: "link",
  told: ["given_name"],
  seen_by: at,
  opened: at,
  down: null,
});
const outline = { path: "M0 0L500 0L500 700z", width: 600, units_per_em: 1000, top: 700, bottom: 0 };
const many = (/** @type {number} */ count, /** @type {(at: number) => object} */ make) =>
  Array.from({ length: count }, (_, at) => make(at));

/** @type {Record<string, (body?: any) => object>} */
const ANSWERS = {
  "staff/layouts": () => ({ layouts }),
  "staff/classes": () => ({ classes: [{ id: "c1", title: "Room 12" }] }),
  "staff/classes/c1": () => ({ class: { id: "c1", title: "Room 12" }, students: many(30, student) }),
  "staff/lettering": ({ texts }) => ({
    outlines: Object.fromEntries(texts.map((/** @type {string} */ text) => [text, outline])),
  }),
  "admin/apps": () => ({ apps: many(ROWS, app), version: "1", can_undo: false }),
};
const by = {
  me: {},
  query: new URLSearchParams(),
  go() {},
  say() {},
  ask: async (/** @type {string} */ _, /** @type {string} */ path, /** @type {any} */ body) => ({
    kind: "ok",
    body: ANSWERS[path]?.(body),
  }),
};

/** Stock PyScript: its own loading, everything brought by micropip. */
async function startStock() {
  const script = document.createElement("script");
  script.type = "py";
  script.setAttribute("config", JSON.stringify(stock));
  script.textContent = "from harmony_console.start import begin\nawait begin()";
  document.head.append(script);
  const done = new Promise((resolve) => script.addEventListener("py:done", resolve));
  await import(program.core);
  await done;
}

async function begin() {
  const bridge = new Bridge(
    program,
    fetch(templates).then((answer) => answer.text()),
  );
  globalThis.harmonyConsole = bridge;
  await Promise.all([bridge.prepared, stock ? startStock() : startPyScript(program, () => {})]);
  marks.ready = performance.now();
  marks["class of 30"] = await timed(() => bridge.show("print", root, by));
  marks["1000 rows"] = await timed(() => list(bridge));
  marks.typed = await timed(() => bridge.handlers.event("search", JSON.stringify({ value: "garden 77" })));
  const files = performance.getEntriesByType("resource");
  marks.bytes = files.reduce(
    (sum, { encodedBodySize, transferSize }) => sum + (transferSize && encodedBodySize),
    0,
  );
  window.again = async (/** @type {number} */ times) => {
    const found = { "class of 30": [], "1000 rows": [] };
    for (let turn = 0; turn < times; turn++) {
      found["class of 30"].push(await timed(() => bridge.show("print", root, by)));
      found["1000 rows"].push(await timed(() => list(bridge)));
    }
    return found;
  };
  document.documentElement.dataset.stage = "done";
}

/** A list of the office, to its last row. @param {Bridge} bridge */
async function list(bridge) {
  await bridge.show("apps", root, by);
  while (root.querySelectorAll("tbody tr").length < ROWS) await painted();
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** How long until it is on the screen. @param {() => Promise<void>} work */
async function timed(work) {
  const before = performance.now();
  await work();
  await painted();
  return performance.now() - before;
}

window.letters = [];
addEventListener("keydown", async ({ timeStamp }) => {
  await painted();
  window.letters.push(performance.now() - timeStamp);
});

begin().catch((error) => {
  document.documentElement.dataset.stage = `failed: ${error}`;
});
