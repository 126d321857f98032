import assert from "node:assert/strict";
import { test } from "node:test";
import { inThrees, spoken } from "./spoken.mjs";

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

test("a code is shown in threes", () => {
  assert.equal(inThrees("472913"), "472 913");
});

test("a code is read aloud in threes, a nought too", () => {
  const word = (/** @type {string} */ key, /** @type {Record<string, string>} */ places = {}) =>
    key === "digits" ? `${places.first}. Then ${places.second}.` : (NUMBERS[Number(key.slice(-1))] ?? "");
  assert.equal(spoken("072913", word), "zero, seven, two. Then nine, one, three.");
});
