/** Reads QR codes in frames by zxing-wasm, its module served from here instead of a public network. */

import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const overrides = { locateFile: () => "/assets/zxing_reader.wasm" };
prepareZXingModule({ overrides, fireImmediately: true }).then(() => self.postMessage({ type: "ready" }));

const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

self.addEventListener("message", async ({ data: frame }) => {
  const { width, height } = frame;
  Object.assign(context.canvas, { width, height });
  context.drawImage(frame, 0, 0);
  frame.close();
  const [found] = await readBarcodes(context.getImageData(0, 0, width, height), { formats: ["QRCode"] });
  self.postMessage({ type: "looked", text: found?.text ?? null });
});
