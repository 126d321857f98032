// Part of the split runtime's script: joins the cold half to the hot one. The build puts this function inside the
// script around Pyodide's WebAssembly and calls it as soon as the hot half stands (see joining.py).

/* global Module, TextEncoder, readBinary, scriptDirectory, sha256 */
/* eslint no-unused-vars: off */

/**
 * Put stubs where cold functions are called; the first that runs loads the cold half, in the midst of the call.
 * Gives the hot half's exports but for those that only the cold half needs. `digest` is the cold half's SHA-256.
 */
function joinColdHalf(exports, module, imports, digest) {
  const cold = (Module.coldHalf = {
    loads: 0,
    /** Join it, compiled already: for whoever fetched it at leisure. */
    join(compiled) {
      if (cold.loads++) return;
      new WebAssembly.Instance(compiled, { ...imports, hot: exports });
    },
  });
  let failure = null;
  const load = () => {
    if (cold.loads) return;
    if (failure) throw failure; // Python breaks down over it, and calls more that is cold as it does
    try {
      cold.join(new WebAssembly.Module(coldBytes(digest)));
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const [list] = WebAssembly.Module.customSections(module, "stubs");
  const stubs = new WebAssembly.Module(stubModule(new Uint8Array(list)));
  new WebAssembly.Instance(stubs, { hot: { ...exports, load } });
  return Object.fromEntries(Object.entries(exports).filter(([name]) => !name.startsWith("hot.")));
}

/** The cold half as it was built; what did not come so is asked for once more, past every cache. */
function coldBytes(digest) {
  if (!readBinary) throw new Error("the cold half of Python can be loaded in a worker only");
  const error = Object.assign(new Error("cold.wasm is not the file that was built"), { reason: "damaged" });
  for (const file of ["cold.wasm", "cold.wasm?again"]) {
    try {
      const bytes = readBinary(scriptDirectory + file);
      if (sha256(bytes) === digest) return bytes;
    } catch (cause) {
      Object.assign(error, { message: `cold.wasm did not come: ${cause}`, reason: "missing" });
    }
  }
  throw error;
}

/** A module of stubs from their list: each loads the cold half, then calls what stands in its slot by then. */
function stubModule(list) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = list[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const skip = (size) => list.subarray(at, (at += size));
  const unsigned = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);
  const signed = (value) => (value < 64 ? [value] : [(value & 127) | 128, ...signed(value >> 7)]);
  const vector = (items) => [...unsigned(items.length), ...items.flat()];
  const sized = (bytes) => [...unsigned(bytes.length), ...bytes];
  const text = (word) => sized(new TextEncoder().encode(word));

  /** How many parameters each type has. */
  const end = number() + at;
  const types = list.subarray(at, end);
  const parameters = Array.from({ length: number() }, () => {
    at += 1;
    const count = number();
    skip(count);
    skip(number());
    return count;
  });
  const plain = number();
  const bridge = number();

  /** The stubs of a table: slot and type of each. */
  const places = () => {
    let slot = -1;
    return Array.from({ length: number() }, () => ({ slot: (slot += number() + 1), type: number() }));
  };
  const tables = [places(), places()];
  const stubs = tables.flatMap((all, table) => all.map((place) => ({ table, ...place })));
  const body = ({ table, slot, type }) => {
    const passOn = Array.from({ length: parameters[type] }, (_, index) => [0x20, ...unsigned(index)]).flat();
    return sized([0, 0x10, 0, ...passOn, 0x41, ...signed(slot), 0x11, ...unsigned(type), table, 0x0b]);
  };
  const element = ({ table, slot }, index) => [
    2,
    table,
    0x41,
    ...signed(slot),
    0x0b,
    0,
    1,
    ...unsigned(index + 1),
  ];
  const tableNamed = (name) => [...text("hot"), ...text(name), 1, 0x70, 0, 0];
  const sections = [
    [1, [...types]],
    [
      2,
      vector([
        [...text("hot"), ...text("load"), 0, ...unsigned(plain)],
        tableNamed("hot.table0"),
        tableNamed(`hot.table${bridge}`),
      ]),
    ],
    [3, vector(stubs.map(({ type }) => unsigned(type)))],
    [9, vector(stubs.map(element))],
    [10, vector(stubs.map(body))],
  ];
  const magic = [0, 97, 115, 109, 1, 0, 0, 0];
  return Uint8Array.from([...magic, ...sections.flatMap(([id, content]) => [id, ...sized(content)])]);
}
