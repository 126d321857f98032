import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, counts, nextSort } from "./rows.mjs";

/** A row that differs in what is given. @returns {any} */
const row = (/** @type {object} */ given) => ({
  given_name: "Ada",
  family_name: "Winterfen",
  grade: "02",
  badge: "working",
  badge_last_used_at: null,
  signed_in_today: null,
  ever_signed_in: true,
  ...given,
});
const names = (/** @type {any[]} */ rows) => rows.map(({ given_name: given }) => given);
const CLASS = [
  row({ given_name: "Zoë", family_name: "Alder", badge: "none", ever_signed_in: false }),
  row({ given_name: "Émile", family_name: "Birch", signed_in_today: { at: "2026-12-01T08:10:00Z" } }),
  row({
    given_name: "Ada",
    family_name: "Cedar",
    badge: "void",
    signed_in_today: { at: "2026-12-01T08:02:00Z" },
  }),
];

test("small children stand by their first names, accents where they belong", () => {
  assert.deepEqual(names(arranged(CLASS, {}, "en")), ["Ada", "Émile", "Zoë"]);
});

test("older ones stand by their last names", () => {
  const older = CLASS.map((each) => ({ ...each, grade: "09" }));
  assert.deepEqual(names(arranged(older, {}, "en")), ["Zoë", "Émile", "Ada"]);
});

test("a filter leaves whom it names, and each knows how many", () => {
  assert.deepEqual(names(arranged(CLASS, { show: "not-yet" }, "en")), ["Zoë"]);
  assert.deepEqual(counts(CLASS), { all: 3, "in-today": 2, "not-yet": 1, without: 2, never: 1 });
});

test("a filter that nobody knows leaves all", () => {
  assert.equal(arranged(CLASS, { show: "everything" }, "en").length, 3);
});

test("the badge sorts whoever has none first, and the other way round", () => {
  assert.deepEqual(names(arranged(CLASS, { sort: "badge" }, "en")), ["Zoë", "Ada", "Émile"]);
  assert.deepEqual(names(arranged(CLASS, { sort: "-badge" }, "en")), ["Émile", "Ada", "Zoë"]);
});

test("whoever is not in stands behind whoever came last", () => {
  assert.deepEqual(names(arranged(CLASS, { sort: "today" }, "en")), ["Ada", "Émile", "Zoë"]);
});

test("a heading sorts by its column, then the other way round", () => {
  assert.equal(nextSort("badge", null), "badge");
  assert.equal(nextSort("badge", "badge"), "-badge");
  assert.equal(nextSort("name", null), "-name");
});

test("a thousand rows are arranged within a blink", () => {
  const many = Array.from({ length: 1000 }, (_, at) => row({ given_name: `N${(at * 7919) % 1000}` }));
  assert.equal(arranged(many, { sort: "name" }, "en")[1]?.given_name, "N1");
});
