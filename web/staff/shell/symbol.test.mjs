import assert from "node:assert/strict";
import { test } from "node:test";
import { symbolPath } from "./symbol.mjs";

test("dark modules in a row are one run, within the quiet zone", () => {
  assert.equal(symbolPath(["0110", "1001"]), "M5 4h2v1h-2zM4 5h1v1h-1zM7 5h1v1h-1z");
});

test("a light row draws nothing", () => {
  assert.equal(symbolPath(["000"]), "");
});
