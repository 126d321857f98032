/**
 * The decoder worker: the decoder alone, which is small, there first, and never busy with anything else. It scans
 * until Python is there, or for good where Python never comes.
 */

import { findInFrame, findInPhoto, Guide } from "./decoder-only-scan.mjs";
import { post, serve } from "./worker-loop.mjs";

let guide = new Guide();
/** @type {import("./decoder.mjs").Decoder | undefined} */
let decoder;

serve({
  start(started) {
    decoder = started;
    post({ type: "decoder-ready" });
  },
  beginTurn() {
    guide = new Guide();
    decoder?.accumulator.reset();
  },
  scan(kind, picture, used) {
    for (const message of kind === "frame" ? findInFrame(picture, guide, used) : findInPhoto(picture))
      post(message);
  },
});
