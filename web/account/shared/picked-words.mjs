/** "Pick words for me": a few words by chance, as a password that somebody can read, say and keep in their head. */

import { ask } from "../../shared/api.mjs";

/** Four of the server's 256 words are one of four thousand million; one more for a school that asks for more. */
export const WORDS = 4;
const MOST_WORDS = 12;
const DRAWS = 50;

/**
 * Different words by chance, as many as are called strong. Each byte picks one of 256 words, so all are as likely.
 * @param {string[]} list 256 words
 * @param {(password: string) => boolean} isStrong
 * @param {(bytes: Uint8Array) => Uint8Array} fill with bytes by chance
 */
export function pickWords(list, isStrong, fill = (bytes) => crypto.getRandomValues(bytes)) {
  for (let count = WORDS; count <= MOST_WORDS; count++) {
    for (let draw = 0; draw < DRAWS; draw++) {
      const words = [...fill(new Uint8Array(count))].map((byte) => list[byte] ?? "");
      if (new Set(words).size === count && isStrong(words.join(" "))) return words.join(" ");
    }
  }
  throw new Error("no words are strong enough");
}

/** @type {Promise<string[] | null> | null} */
let coming = null;

/** The words to pick from, in this page's language; null if nobody answers. */
export function wordList() {
  coming ??= ask("GET", `/api/v1/password-words?language=${document.documentElement.lang}`).then((answer) => {
    if (answer.kind === "ok") return answer.body.words;
    coming = null;
    return null;
  });
  return coming;
}
