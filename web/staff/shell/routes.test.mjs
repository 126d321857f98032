import assert from "node:assert/strict";
import { test } from "node:test";
import { address, parse } from "./routes.mjs";

test("an address without a fragment is the first view", () => {
  assert.equal(parse("").name, "today");
  assert.equal(parse("#").name, "today");
});

test("an address goes there and back", () => {
  const fragment = address("class", { id: "a/b c", show: "not-yet", sort: "" });
  const { name, id, query } = parse(fragment);
  assert.deepEqual([name, id, query.get("show"), query.has("sort")], ["class", "a/b c", "not-yet", false]);
});

test("a search may hold any letter", () => {
  assert.equal(parse(address("find", { q: "Ñ?&#/" })).query.get("q"), "Ñ?&#/");
});

test("what nobody could have written leads to the first view", () => {
  assert.equal(parse("#%E0%A4%A").name, "today");
});
