/** The search: what somebody means who types a part of a name. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isMeant } from "./app-search.mjs";

const garden = { names: { en: "Number Garden", es: "Jardín de números" } };

for (const typed of ["num", "GARDEN", "gard num", "  number  ", "jardin", "NÚMEROS", "ｇarden", ""])
  test(`"${typed}" means Number Garden.`, () => assert.ok(isMeant(garden, typed)));

for (const typed of ["word", "garden word", "numbers"])
  test(`"${typed}" does not.`, () => assert.ok(!isMeant(garden, typed)));

test("An accent may be typed apart from its letter, as some keyboards do.", () => {
  assert.ok(isMeant({ names: { en: "Café", es: "Café" } }, "cafe\u0301"));
});
