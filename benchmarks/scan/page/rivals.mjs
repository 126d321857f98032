/** What could be picked instead: each looks at a frame and says what it read, and how long that took. */

import QrScanner from "qr-scanner";

const IN_WORKER = ["jsqr", "zxing-wasm", "zxing-wasm quick", "zbar-wasm"];

/** @typedef {(frame: ImageBitmap) => Promise<{ text: string | null, ms: number }>} Rival takes the frame over */

/** @returns {Promise<Record<string, Rival>>} */
export async function rivals() {
  const worker = new Worker("rivals-worker.mjs", { type: "module" });
  const engine = await QrScanner.createQrEngine();
  const canvas = document.createElement("canvas");
  /** @type {Record<string, Rival>} */
  const all = { "qr-scanner": (frame) => byQrScanner(frame, engine, canvas) };
  for (const name of IN_WORKER) all[name] = (frame) => byWorker(worker, name, frame);
  return all;
}

/** @param {Worker} worker @param {string} name @param {ImageBitmap} frame */
function byWorker(worker, name, frame) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`${name}: ${message}`));
    worker.postMessage({ name, frame }, [frame]);
  });
}

/** nimiq's scanner works from the page and has a worker of its own. The whole frame is looked at. */
async function byQrScanner(frame, qrEngine, canvas) {
  const began = performance.now();
  const options = { qrEngine, canvas, returnDetailedScanResult: true };
  const found = await QrScanner.scanImage(frame, options).catch((error) => {
    if (error === QrScanner.NO_QR_CODE_FOUND) return null;
    throw error;
  });
  frame.close();
  return { text: found?.data ?? null, ms: performance.now() - began };
}
