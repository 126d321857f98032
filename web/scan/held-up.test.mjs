/** Which badge is held up where several can be seen: the same as Python, whose half is tests/unit/test_held_up.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { areSeveral, heldUp } from "./held-up.mjs";

const { cases } = JSON.parse(readFileSync(new URL("./held-up.test.json", import.meta.url), "utf-8"));

for (const { what, width, height, codes, held_up, several } of cases) {
  test(`T-37: Only the badge clearly larger and nearer to the guide is taken: ${what}.`, () => {
    assert.equal(heldUp(codes, width, height), held_up);
    assert.equal(heldUp(codes.toReversed(), width, height), held_up, "whatever their order");
    assert.equal(areSeveral(codes), several);
  });
}
