/**
 * Looking for a badge by the decoder alone, while Python is still coming or where it never comes. Deliberately
 * little: one hint, no signature checked. What is shaped like a badge goes to the server, which checks everything.
 */

/** @typedef {import("./types").MessageToPage} MessageToPage */
/** @typedef {import("./picture.mjs").Picture} Picture */
/** @typedef {import("./decoder.mjs").Detection} Detection */

/** As `harmony.badge.token` has it: 186 digits from 2 to 5 on, alone or behind the # of a link. */
const BADGE = /^(?:https?:\/\/[^/?#\s]+\/(?:[a-z]{2}\/)?#)?(?<decimal>[2-5][0-9]{185})$/i;

/** The number of a badge in a QR code's text, or null if it is no badge. @param {string | null} text */
export const badgeIn = (text) => BADGE.exec(text ?? "")?.groups?.decimal ?? null;

/** As `harmony.scan.hints` has them: what changes before a child who tries to hold a card still, changes seldom. */
const FRAMES_BEFORE_HINT = 5;
const MS_BETWEEN_HINTS = 1500;
const MS_BEFORE_ARC_DROPS = 600;

/** `harmony.scan.hints.Guide` for the one hint that needs no measuring: a code that was read and is no badge. */
export class Guide {
  /** @type {"look" | "wrong"} */
  #shown = "look";
  #shownSince = Number.NEGATIVE_INFINITY;
  /** @type {"look" | "wrong"} */
  #coming = "look";
  #frames = 0;
  #lit = 0;
  #litSince = Number.NEGATIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;

  /**
   * Take in one frame that held no badge.
   * @param {Detection[]} seen in it @param {number} now in milliseconds
   * @returns {MessageToPage} what to tell the child
   */
  observe(seen, now) {
    this.#settle(seen.some(({ text }) => text !== null) ? "wrong" : "look", now);
    this.#light(seen.length > 0 ? 1 : 0, now);
    return { type: "looked", hint: this.#shown, lit: this.#lit };
  }

  /** @param {"look" | "wrong"} hint @param {number} now */
  #settle(hint, now) {
    if (hint === "wrong") this.#readAt = now;
    else if (now - this.#readAt < MS_BEFORE_ARC_DROPS) hint = this.#coming; // one frame did not show it
    this.#frames = hint === this.#coming ? this.#frames + 1 : 1;
    this.#coming = hint;
    const rested = now - this.#shownSince >= MS_BETWEEN_HINTS;
    if (hint === this.#shown || !rested || this.#frames < FRAMES_BEFORE_HINT) return;
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
 * @param {Picture} picture @param {Guide} guide
 * @returns {MessageToPage[]} what to tell the page
 */
export function findInFrame(picture, guide) {
  const seen = detect(picture);
  const badge = badgeAmong(seen);
  return badge ? found(badge) : [guide.observe(seen, performance.now())];
}

/**
 * Look for a badge in a photo.
 * @param {Picture} picture
 * @returns {MessageToPage[]} what to tell the page
 */
export function findInPhoto(picture) {
  picture.decoder.accumulator.reset();
  const badge = badgeAmong(detect(picture));
  return badge ? found(badge) : [{ type: "refused", code: "no_badge_in_photo", retryAfter: null }];
}

/** @param {string} badge @returns {MessageToPage[]} */
const found = (badge) => [{ type: "checking" }, { type: "badge", badge }];

/** @param {Detection[]} seen */
const badgeAmong = (seen) => seen.map(({ text }) => badgeIn(text)).find((badge) => badge) ?? null;

/** Read the picture as it is; if there is no badge in that, by soft decoding. @param {Picture} picture */
function detect({ decoder }) {
  const seen = decoder.read();
  if (badgeAmong(seen)) return seen;
  const located = seen.find(({ text }) => text === null);
  const corners = (located && decoder.accumulator.add(located.corners)) ?? decoder.accumulator.add();
  if (!corners) return seen;
  const decoded = [false, true].flatMap((together) => decoder.read(decoder.accumulator.draw(together)));
  return [...seen, { text: decoded.find(({ text }) => text !== null)?.text ?? null, corners }];
}
