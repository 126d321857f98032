/** Decoders from npm in a worker, each given a frame's pixels as its documentation shows. */

import { scanImageData, setModuleArgs } from "@undecaf/zbar-wasm";
import jsQR from "jsqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const beside = (/** @type {string} */ name) => new URL(name, self.location.href).href;
setModuleArgs({ locateFile: beside });
prepareZXingModule({ overrides: { locateFile: beside } });

/** Its defaults try harder, rotated, inverted and smaller; this is what is left without. */
const QUICK = {
  formats: ["QRCode"],
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
};

/** @type {Record<string, (image: ImageData) => Promise<string | null> | string | null>} */
const READ = {
  jsqr: ({ data, width, height }) => jsQR(data, width, height)?.data ?? null,
  "zxing-wasm": async (image) => (await readBarcodes(image, { formats: ["QRCode"] }))[0]?.text ?? null,
  "zxing-wasm quick": async (image) => (await readBarcodes(image, { ...QUICK }))[0]?.text ?? null,
  "zbar-wasm": async (image) => (await scanImageData(image))[0]?.decode() ?? null,
};

const context = new OffscreenCanvas(640, 480).getContext("2d", { willReadFrequently: true });

self.addEventListener("message", async ({ data: { name, frame } }) => {
  const began = performance.now();
  context.drawImage(frame, 0, 0);
  const { width, height } = context.canvas;
  const text = await READ[name](context.getImageData(0, 0, width, height));
  frame.close();
  self.postMessage({ text, ms: performance.now() - began });
});
