/**
 * What the script makes of a code while Python is not there: the same as Python, whose half of these cases is
 * tests/unit/test_decoder_only_scan.py.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { badgeIn, fingerprintOf, Guide } from "./decoder-only-scan.mjs";

const CASES = JSON.parse(readFileSync(new URL("./decoder-only-scan.test.json", import.meta.url), "utf-8"));
const FOREIGN = "https://lunch.example";

test("The number of a badge is found alone and in its link, whatever the case.", () => {
  for (const text of CASES.badges) assert.equal(badgeIn(text), CASES.decimal, text);
});

test("A badge has the fingerprint that Python gives it.", () => {
  assert.equal(fingerprintOf(CASES.decimal), CASES.fingerprint);
});

test("Whatever Python would not take for a badge is not sent as one; nor is a code that was not read.", () => {
  for (const text of [...CASES.others, null]) assert.equal(badgeIn(text), null, text);
});

/**
 * The first letter of the hint after each frame, and the arcs lit.
 * @param {number[]} milliseconds when frames come @param {(string | null)[][]} texts of the codes in each
 */
function guided(milliseconds, texts) {
  const guide = new Guide();
  const told = milliseconds.map((now, at) =>
    guide.observe(
      (texts[at] ?? []).map((text) => ({ text, corners: [] })),
      now,
    ),
  );
  const looked = told.map((message) => {
    assert.ok(message.type === "looked");
    return message;
  });
  return { hints: looked.map(({ hint }) => hint[0]).join(""), lit: looked.map(({ lit }) => lit).join("") };
}

for (const [number, { milliseconds, codes, hints, lit }] of CASES.foreign_codes.entries()) {
  test(`A code that is no badge comes, goes and flickers: the hint changes where Python's does, ${number}.`, () => {
    const texts = [...codes].map((code) => (code === "#" ? [FOREIGN] : []));
    assert.deepEqual(guided(milliseconds, texts), { hints, lit });
  });
}

test("A code that was only located is not called wrong: it may well be a badge.", () => {
  const times = Array.from({ length: 30 }, (_, at) => at * 70);
  const { hints, lit } = guided(
    times,
    times.map(() => [null]),
  );
  assert.deepEqual(hints + lit, "l".repeat(30) + "1".repeat(30));
});

test("One badge, please: it comes like any hint, and goes at once when one is left.", () => {
  const guide = new Guide();
  const hints = Array.from({ length: 12 }, (_, at) => {
    const told = guide.observe([{ text: null, corners: [] }], at * 100, at < 8 ? "one" : "look");
    return told.type === "looked" && told.hint;
  });
  assert.deepEqual(hints.slice(3, 9), ["look", "one", "one", "one", "one", "look"]);
});
