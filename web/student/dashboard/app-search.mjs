/** Which apps somebody means who types a part of a name. */

/** A text as it counts in a search: without case and accents. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/**
 * Whether an app is meant: each word that was typed stands in one of its names, in whichever language.
 * @param {{ names: import("../../shared/types").Names }} app @param {string} typed
 */
export function isMeant({ names }, typed) {
  const words = fold(typed).split(/\s+/);
  return Object.values(names).some((name) => words.every((word) => fold(name).includes(word)));
}
