// Runs one task on the decoder and prints what it gives as JSON:  node run.mjs DECODER_WASM TASK FOLDER OPTIONS
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";

import { Decoder } from "../../web/scan/decoder.mjs";

const [wasm = "", task = "", folder = "", options = "{}"] = process.argv.slice(2);
const decoder = await Decoder.start(readFileSync(wasm));

/** Every file of the folder, in order, but what is no picture. */
const pictures = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".gray"))
    .sort()
    .map((name) => readFileSync(`${folder}/${name}`));

/** Write a frame into the decoder. */
function show(pixels, width, height) {
  decoder.luma(width, height).set(pixels);
}

const tasks = {
  /** What is read in each picture, all of them width x height. */
  frames({ width, height }) {
    return pictures().map((pixels) => {
      show(pixels, width, height);
      return decoder.read();
    });
  },

  /** How far heap and memory have grown after so many reads of these pictures, each again and again. */
  growth({ width, height, warmUp, times }) {
    const shown = pictures();
    const measured = () => [decoder.exports.heap_in_use(), decoder.memory.buffer.byteLength];
    let before = measured();
    for (let turn = -warmUp; turn < times; turn++) {
      if (turn === 0) before = measured();
      show(shown[(turn + warmUp) % shown.length], width, height);
      decoder.read();
      if (turn % 50 === 0) decoder.accumulator.add(); // the slowest of all
      decoder.read(decoder.accumulator.draw(true));
      decoder.read(decoder.preprocess(VARIANTS[(turn + warmUp) % VARIANTS.length](width, height)));
    }
    return measured().map((size, at) => size - before[at]);
  },

  /** The hash and the measures of each variant in cases.json. */
  variants() {
    return JSON.parse(readFileSync(`${folder}/cases.json`, "utf-8")).map(
      ({ file, planeWidth, planeHeight, variant }) => {
        show(readFileSync(`${folder}/${file}`), planeWidth, planeHeight);
        const sha256 = hashOf(decoder.preprocess(variant));
        return { sha256, measures: decoder.measure(variant.x, variant.y, variant.width, variant.height) };
      },
    );
  },

  /** What is said to sizes and parts that cannot be, and that a frame is still read after all of them. */
  refusals() {
    const whole = { x: 0, y: 0, width: 8, height: 8 };
    const wrong = [
      () => decoder.luma(1e6, 1e6),
      () => decoder.rgba(2 ** 15, 2 ** 15),
      () => decoder.preprocess({ ...whole, outWidth: 1e5, outHeight: 1e5 }),
      () => decoder.luma(0, 5),
      () => decoder.rgba(2.5, 4),
      () => decoder.preprocess({ ...whole, width: 9, outWidth: 8, outHeight: 8 }),
      () => decoder.measure(7, 7, 2, 1),
    ];
    const told = wrong.map((call) => {
      show(new Uint8Array(64), 8, 8);
      try {
        return call();
      } catch (error) {
        return String(error);
      }
    });
    show(new Uint8Array(64), 8, 8);
    return [...told, `read ${decoder.read().length}`];
  },

  /** Where a badge's code is found in each picture of one card, and how it is drawn after it. */
  accumulate({ width, height }) {
    return pictures().map((pixels) => {
      show(pixels, width, height);
      const corners = decoder.accumulator.add();
      return { corners, drawn: [false, true].map((together) => hashOf(decoder.accumulator.draw(together))) };
    });
  },

  /** What the page's binding asks of the library: the reader's options by their names there, and the kind of picture. */
  options() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)));
    const asked = {};
    const watched = { ...exports };
    for (const name of Object.keys(exports).filter((each) => each.startsWith("ZXing_ReaderOptions_set")))
      watched[name] = (options, ...given) => {
        asked[name.replace("ZXing_ReaderOptions_set", "")] = given[0];
        return exports[name](options, ...given);
      };
    watched.ZXing_ReaderOptions_setFormats = (options, formats, count) => {
      asked.Formats = [...new Int32Array(exports.memory.buffer, formats, count)];
      return exports.ZXing_ReaderOptions_setFormats(options, formats, count);
    };
    watched.ZXing_ImageView_new_checked = (address, size, width, height, format, ...strides) => {
      asked.ImageFormat = format;
      return exports.ZXing_ImageView_new_checked(address, size, width, height, format, ...strides);
    };
    const own = new Decoder(watched);
    own.luma(8, 8);
    own.read();
    return asked;
  },

  /** The hash of the plane made of a picture in RGBA. */
  rgba({ width, height }) {
    decoder.rgba(width, height).set(readFileSync(`${folder}/picture.rgba`));
    decoder.takeRgba();
    return hashOf(decoder.plane);
  },
};

/** The SHA-256 of a picture in the decoder. */
const hashOf = ({ address, width, height }) =>
  createHash("sha256")
    .update(new Uint8Array(decoder.memory.buffer, address, width * height))
    .digest("hex");

/** Variants of every kind, of the whole frame and a part of it. */
const VARIANTS = [
  (width, height) => ({ x: 0, y: 0, width, height, outWidth: 2 * width, outHeight: 2 * height }),
  (width) => ({ x: 1, y: 1, width: width - 2, height: 9, outWidth: width, outHeight: 18, filter: "deblur" }),
  (width, height) => ({ x: 0, y: 0, width, height, outWidth: 80, outHeight: 60, filter: "sharpen" }),
];

console.log(JSON.stringify(tasks[task](JSON.parse(options))));
