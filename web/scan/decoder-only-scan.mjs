/**
 * Looking for a badge by the decoder alone, while Python is still coming or where it never comes. Deliberately
 * little: few hints, no signature checked. What is shaped like a badge goes to the server, which checks everything.
 */

import { areSeveral, Choice, heldUp, largest } from "./held-up.mjs";

/** @typedef {import("./types").MessageToPage} MessageToPage */
/** @typedef {"look" | "wrong" | "one" | "again" | "further"} Hint */
/** @typedef {import("./picture.mjs").Picture} Picture */
/** @typedef {import("./decoder.mjs").Detection} Detection */

/** As `harmony.badge.token` has it: 186 digits from 2 to 5 on, alone or behind the # of a link. */
const BADGE = /^(?:https?:\/\/[^/?#\s]+\/(?:[a-z]{2}\/)?#)?(?<decimal>[2-5][0-9]{185})$/i;

/** The number of a badge in a QR code's text, or null if it is no badge. @param {string | null} text */
export const badgeIn = (text) => BADGE.exec(text ?? "")?.groups?.decimal ?? null;

/** The prime of `harmony.badge.token`. */
const FINGERPRINTS = 2n ** 61n - 1n;

/** By which a page knows a badge again, and which tells nothing of it. @param {string} decimal a badge's number */
export const fingerprintOf = (decimal) => String(BigInt(decimal) % FINGERPRINTS);

/** As `harmony.scan.hints` has them: what changes before a child who tries to hold a card still, changes seldom. */
const FRAMES_BEFORE_HINT = 5;
const MS_BETWEEN_HINTS = 1500;
const MS_BEFORE_ARC_DROPS = 600;
/** Side of a code over the height of the frame, and modules of a badge's. */
const TOO_CLOSE = 0.85;
const SYMBOL_MODULES = 37;

/** As `harmony_browser.scanner` and `harmony.scan.preprocessing` have it: what few frames need is done seldom. */
const FRAMES_A_RARE_VARIANT = 4;
/** @type {{ scale: number, filter: import("./decoder.mjs").Filter }[]} */
const RARE = [
  { scale: 0.5, filter: "none" },
  { scale: 1, filter: "invert" },
];

/** `harmony.scan.hints.Guide` for the hints that need no measuring: they are about codes that were read. */
export class Guide {
  choice = new Choice();
  /** Frames so far in which nothing was located. */
  emptyFrames = 0;
  /** @type {Hint} */
  #shown = "look";
  #shownSince = Number.NEGATIVE_INFINITY;
  /** @type {Hint} */
  #coming = "look";
  #frames = 0;
  #lit = 0;
  #litSince = Number.NEGATIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;

  /**
   * Take in one frame of which no badge is taken.
   * @param {Detection[]} seen in it; what was read of them is no badge
   * @param {number} now in milliseconds @param {Hint} [known] of badges that were read: why none is taken
   * @returns {MessageToPage} what to tell the child
   */
  observe(seen, now, known = "look") {
    this.#settle(seen.some(({ text }) => text !== null) ? "wrong" : known, now);
    this.#light(seen.length > 0 ? 1 : 0, now);
    return { type: "looked", hint: this.#shown, lit: this.#lit };
  }

  /** @param {Hint} hint @param {number} now */
  #settle(hint, now) {
    if (hint !== "look") this.#readAt = now;
    else if (this.#coming !== "one" && now - this.#readAt < MS_BEFORE_ARC_DROPS) hint = this.#coming;
    this.#frames = hint === this.#coming ? this.#frames + 1 : 1;
    this.#coming = hint;
    const rested = now - this.#shownSince >= MS_BETWEEN_HINTS && this.#frames >= FRAMES_BEFORE_HINT;
    if (hint === this.#shown || !(rested || this.#shown === "one")) return; // that says itself when it is over
    this.#shown = hint;
    this.#shownSince = now;
  }

  /** @param {number} arcs @param {number} now */
  #light(arcs, now) {
    if (arcs < this.#lit && now - this.#litSince < MS_BEFORE_ARC_DROPS) return;
    this.#lit = arcs;
    this.#litSince = now;
  }
}

/**
 * Look for a badge in a camera frame.
 * @param {Picture} picture @param {Guide} guide @param {string} used the fingerprint of the badge that does not count
 * @returns {MessageToPage[]} what to tell the page
 */
export function findInFrame(picture, guide, used) {
  const now = performance.now();
  const { seen, badge, several } = detect(picture, guide);
  const isTaken = guide.choice.mayTake(badge, several, now);
  if (badge && isTaken && fingerprintOf(badge) !== used) return found(badge);
  const shown = seen.map((one) => (one.badge ? { ...one, text: null } : one));
  if (isTaken) return [guide.observe(shown, now, "again")];
  if (guide.choice.isOpen(now)) return [guide.observe(shown, now, "one")];
  const isCut =
    seen.length === 0 && SYMBOL_MODULES * picture.decoder.cutFinder() > TOO_CLOSE * picture.height;
  return [guide.observe(isCut ? [...shown, CUT] : shown, now, isCut ? "further" : "look")];
}

/**
 * Look for a badge in a photo.
 * @param {Picture} picture
 * @returns {MessageToPage[]} what to tell the page
 */
export function findInPhoto(picture) {
  picture.decoder.accumulator.reset();
  const { badge, several } = detect(picture, null);
  if (badge) return found(badge);
  const code = several ? "several_badges_in_photo" : "no_badge_in_photo";
  return [{ type: "refused", code, retryAfter: null }];
}

/** A code of which only a finder is seen. @type {Detection} */
const CUT = { text: null, corners: [] };

/** @param {string} badge @returns {MessageToPage[]} */
const found = (badge) => [{ type: "checking" }, { type: "badge", badge, fingerprint: fingerprintOf(badge) }];

/**
 * Read the picture as it is; if no badge is held up in that, by soft decoding; at last in a rare variant.
 * @param {Picture} picture @param {Guide | null} guide of a camera; a photo is read in all variants
 */
export function detect(picture, guide) {
  const { decoder } = picture;
  const plain = sightOf(picture, decoder.read());
  if (plain.badge) return plain;
  const located = largest(plain.seen.filter(({ text }) => text === null));
  const corners = (located && decoder.accumulator.add(located.corners)) ?? decoder.accumulator.add();
  if (!corners) return plain.seen.length > 0 ? plain : rarely(picture, guide);
  const decoded = [false, true].flatMap((together) => decoder.read(decoder.accumulator.draw(together)));
  return sightOf(picture, [
    ...plain.seen,
    { text: decoded.find(({ text }) => text !== null)?.text ?? null, corners },
  ]);
}

/** What rare variants show; of a camera's frame mostly none is looked at. @param {Picture} picture @param {Guide | null} guide */
function rarely(picture, guide) {
  const turn = guide && ++guide.emptyFrames / FRAMES_A_RARE_VARIANT;
  const steps = turn === null ? RARE : RARE.filter((_, at) => at === turn % RARE.length);
  return sightOf(
    picture,
    steps.flatMap(({ scale, filter }) => readAt(picture, scale, filter)),
  );
}

/** @param {Picture} picture @param {number} scale @param {import("./decoder.mjs").Filter} filter */
function readAt({ decoder, width, height }, scale, filter) {
  const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const [outWidth = 1, outHeight = 1] = size;
  const view = decoder.preprocess({ x: 0, y: 0, width, height, outWidth, outHeight, filter });
  return decoder
    .read(view)
    .map(({ text, corners }) => ({ text, corners: corners.map((part) => part / scale) }));
}

/** What codes come to: which badges they say, the one held up. @param {Picture} picture @param {Detection[]} detections */
function sightOf({ width, height }, detections) {
  const seen = detections.map((one) => ({ ...one, badge: badgeIn(one.text) }));
  return { seen, badge: heldUp(seen, width, height), several: areSeveral(seen) };
}
