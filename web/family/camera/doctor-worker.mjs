/**
 * The camera check's worker: looks at frames as the decoder worker does and says what they are like. That a badge was
 * read is all that is said of it: its number stays here, and is nowhere kept.
 */

import { detect, Guide } from "../../scan/decoder-only-scan.mjs";
import { largest } from "../../scan/held-up.mjs";
import { post, serve } from "../../scan/worker-loop.mjs";

/** @typedef {import("../../scan/picture.mjs").Picture} Picture */

let guide = new Guide();

serve({
  start: () => post({ type: "decoder-ready" }),
  beginTurn: () => (guide = new Guide()),
  scan(_kind, picture) {
    post({ type: "sight", ...sightOf(picture) });
    post({ type: "looked", hint: "look", lit: 0 });
  },
});

/** @param {Picture} picture */
function sightOf(picture) {
  const { seen } = detect(picture, guide);
  const code = largest(seen);
  const { brightness } = picture.measure(0, 0, picture.width, picture.height);
  return {
    brightness,
    read: seen.some(({ badge }) => badge !== null),
    other: seen.some(({ badge, text }) => text !== null && badge === null),
    code: code ? measured(picture, code.corners) : null,
  };
}

/** What a code is like; its side over the height of the frame. @param {Picture} picture @param {number[]} corners */
function measured(picture, corners) {
  const [left, width] = span(corners, 0, picture.width);
  const [top, height] = span(corners, 1, picture.height);
  const { contrast, sharpness, glare } = picture.measure(left, top, width, height);
  return { side: Math.max(width, height) / picture.height, contrast, sharpness, glare };
}

/** Where a code begins, and how far it goes, inside the picture. @param {number[]} corners @param {number} from @param {number} size */
function span(corners, from, size) {
  const places = corners
    .filter((_, at) => at % 2 === from)
    .map((place) => Math.min(Math.max(place, 0), size));
  const first = Math.min(Math.floor(Math.min(...places)), size - 1);
  return /** @type {const} */ ([first, Math.max(1, Math.ceil(Math.max(...places)) - first)]);
}
