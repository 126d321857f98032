import assert from "node:assert/strict";
import { test } from "node:test";
import { day, secondsUntil, span, when } from "./when.mjs";

const NOW = new Date(2026, 11, 1, 10, 30).getTime();
const word = (/** @type {string} */ key, /** @type {Record<string, string>} */ { time }) => `${key} ${time}`;
const said = (/** @type {Date} */ moment) =>
  when(moment.toISOString(), { now: NOW, language: "en-GB", word });

test("today and yesterday are called so", () => {
  assert.equal(said(new Date(2026, 11, 1, 8, 5)), "today_at 8:05");
  assert.equal(said(new Date(2026, 10, 30, 23, 59)), "yesterday_at 23:59");
});

test("in the last week the day is named, before it the date", () => {
  assert.ok(said(new Date(2026, 10, 27, 8, 3)).startsWith("Friday"));
  assert.equal(said(new Date(2026, 7, 14)), "14 Aug 2026");
});

test("a span is told in minutes, and in seconds at its end", () => {
  assert.equal(span(581, "en"), "9 minutes");
  assert.equal(span(59.9, "en"), "59 seconds");
  assert.equal(span(-3, "en"), "0 seconds");
});

test("what is over has no seconds left", () => {
  assert.equal(secondsUntil(new Date(NOW + 5000).toISOString(), NOW), 5);
  assert.equal(secondsUntil(new Date(NOW - 5000).toISOString(), NOW), 0);
});

test("a day is told without its time", () => {
  const told = (/** @type {Date} */ moment) =>
    day(moment.toISOString(), { now: NOW, language: "en-GB", word: (key) => key });
  assert.equal(told(new Date(2026, 11, 1, 0, 1)), "today");
  assert.equal(told(new Date(2026, 10, 30, 12)), "yesterday");
  assert.equal(told(new Date(2026, 10, 27, 12)), "Friday");
  assert.equal(told(new Date(2026, 7, 14)), "14 Aug 2026");
});
