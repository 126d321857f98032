/**
 * The decoder worker: the decoder alone, which is small, there first, and never busy with anything else. It scans
 * until Python is there, or for good where Python never comes.
 */

import { findInFrame, findInPhoto, Guide } from "./decoder-only-scan.mjs";
import { Picture } from "./picture.mjs";
import { post, serve } from "./worker-loop.mjs";

let guide = new Guide();
/** @type {import("./decoder.mjs").Decoder | undefined} */
let decoder;

serve({
  start(started) {
    decoder = started;
    post({ type: "decoder-ready" });
    warmUp(started);
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

/**
 * Look at stripes while the camera still opens: engines compile a module's functions when they are first called, and so
 * the first frame need not wait for that.
 * @param {import("./decoder.mjs").Decoder} decoder
 */
function warmUp(decoder) {
  const [width, height] = [160, 120];
  const plane = decoder.luma(width, height);
  for (let at = 0; at < plane.length; at++) plane[at] = at % 7 < 3 ? 0 : 255;
  findInFrame(new Picture(decoder, width, height), new Guide(), "");
  decoder.accumulator.reset();
}
