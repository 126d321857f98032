import assert from "node:assert/strict";
import { test } from "node:test";

import { pickWords, WORDS } from "./picked-words.mjs";

const LIST = Array.from({ length: 256 }, (_, n) => `w${n}`);

test("four different words, each by one byte of chance", () => {
  const fill = (/** @type {Uint8Array} */ bytes) => bytes.map((_, at) => 255 - at);
  assert.equal(
    pickWords(LIST, () => true, fill),
    "w255 w254 w253 w252",
  );
});

test("a word that comes twice is drawn again", () => {
  let draws = 0;
  const fill = (/** @type {Uint8Array} */ bytes) => bytes.map((_, at) => (draws++ < 4 ? 7 : at));
  assert.equal(
    pickWords(LIST, () => true, fill),
    "w0 w1 w2 w3",
  );
});

test("where four are not strong there are more", () => {
  const isStrong = (/** @type {string} */ password) => password.split(" ").length > WORDS;
  assert.equal(pickWords(LIST, isStrong).split(" ").length, WORDS + 1);
});

test("every word is as likely as any other", () => {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (let n = 0; n < 8000; n++)
    for (const word of pickWords(LIST, () => true).split(" ")) seen.set(word, (seen.get(word) ?? 0) + 1);
  // 125 of each on average, with a standard deviation of 11: none of 256 is off by 60 in ten thousand such tests
  assert.equal(seen.size, 256);
  for (const [word, times] of seen) assert.ok(Math.abs(times - 125) < 60, `${word} came ${times} times`);
});
