/**
 * Looking for a badge by the decoder alone, while Python is still coming or where it never comes. Deliberately
 * little: no hints, no signature checked. What is shaped like a badge goes to the server, which checks everything.
 */

/** @typedef {import("./types").PageMessage} PageMessage */
/** @typedef {import("./picture.mjs").Picture} Picture */
/** @typedef {import("./decoder.mjs").Sighting} Sighting */

/** Milliseconds a plain look may have taken for the larger one to be taken as well. */
const QUICK_MS = 20;
/** The larger look is so many times the picture, but not above so many pixels on its long side. */
const LARGER = 2;
const LONGEST_LARGER = 2560;

/** As `harmony.badge.token` has it: 186 digits from 2 to 5 on, alone or behind the # of a link. */
const BADGE = /^(?:https?:\/\/[^/?#\s]+\/(?:[a-z]{2}\/)?#)?(?<decimal>[2-5][0-9]{185})$/i;

/** The number of a badge in a QR code's text, or null if it is no badge. @param {string | null} text */
export const badgeIn = (text) => BADGE.exec(text ?? "")?.groups?.decimal ?? null;

/**
 * Look for a badge in a camera frame; tells the page to send the next if there is none.
 * @param {Picture} picture @param {(message: PageMessage) => void} tell
 */
export function findInFrame(picture, tell) {
  const began = performance.now();
  const seen = picture.decoder.read();
  let badge = badgeAmong(seen);
  if (!badge && performance.now() - began < QUICK_MS) {
    seen.push(...readLarger(picture));
    badge = badgeAmong(seen);
  }
  if (!badge) tell({ type: "looked", hint: "look", lit: seen.length > 0 ? 1 : 0 });
  return badge;
}

/**
 * Look for a badge in a photo; tells the page if there is none.
 * @param {Picture} picture @param {(message: PageMessage) => void} tell
 */
export function findInPhoto(picture, tell) {
  const badge = badgeAmong(picture.decoder.read()) ?? badgeAmong(readLarger(picture));
  if (!badge) tell({ type: "refused", code: "no_badge_in_photo", retryAfter: null });
  return badge;
}

/** @param {Sighting[]} seen */
const badgeAmong = (seen) => seen.map(({ text }) => badgeIn(text)).find((badge) => badge) ?? null;

/** @param {Picture} picture */
function readLarger({ decoder, width, height }) {
  const scale = Math.min(LARGER, LONGEST_LARGER / Math.max(width, height));
  if (scale <= 1) return [];
  const size = { outWidth: Math.round(width * scale), outHeight: Math.round(height * scale) };
  return decoder.read(decoder.look({ x: 0, y: 0, width, height, ...size, filter: "sharpen" }));
}
