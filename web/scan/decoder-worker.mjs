/**
 * The eyes: a worker with the decoder alone, which is small, there first, and never busy with anything else. It looks
 * until Python is there, or for good where Python never comes.
 */

import { findInFrame, findInPhoto, Guide } from "./decoder-only-scan.mjs";
import { attend, tell } from "./worker-loop.mjs";

let guide = new Guide();
/** @type {import("./decoder.mjs").Decoder | undefined} */
let decoder;

attend({
  see(started) {
    decoder = started;
    tell({ type: "seeing" });
  },
  forget() {
    guide = new Guide();
    decoder?.accumulator.reset();
  },
  look(kind, picture) {
    for (const message of kind === "frame" ? findInFrame(picture, guide) : findInPhoto(picture))
      tell(message);
  },
});
