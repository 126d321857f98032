/** The plain variant alone, by the decoder the site publishes: what WebAssembly costs against a native build. */

import { Decoder } from "../../../web/scan/decoder.mjs";

/** A browser's clock goes by tenths of a millisecond; so many reads together are long enough for it. */
const AT_ONCE = 10;

/** @type {Promise<Decoder>} */
let decoder;

self.addEventListener("message", async ({ data: { url, pixels, width, height, rounds } }) => {
  decoder ??= Decoder.start(fetch(url));
  const reader = await decoder;
  reader.luma(width, height).set(pixels);
  const times = [];
  let texts = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (let turn = 0; turn < AT_ONCE; turn++) texts = reader.read(reader.plane).map(({ text }) => text);
    times.push((performance.now() - began) / AT_ONCE);
  }
  self.postMessage({ times, texts });
});
