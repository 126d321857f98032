import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "./matching.mjs";

/** The name with what matches in brackets. */
const shown = (/** @type {string} */ name, /** @type {string} */ query) =>
  marked(name, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");

test("what matches is marked wherever it stands", () => {
  assert.equal(shown("Noah Pennick", "no"), "[No]ah Pennick");
  assert.equal(shown("Farah Noorwood", "oor"), "Farah N[oor]wood");
});

test("accents and case do not count", () => {
  assert.equal(shown("Inés Robledal", "INES"), "[Inés] Robledal");
  assert.equal(shown("Chloe\u0301 Dewfield", "chloé"), "[Chloé] Dewfield");
});

test("each word that is looked for is marked, in any order", () => {
  assert.equal(shown("Ada Winterfen", "win ada"), "[Ada] [Win]terfen");
});

test("what does not match is left as it is", () => {
  assert.equal(shown("Ada Winterfen", "x"), "Ada Winterfen");
});
