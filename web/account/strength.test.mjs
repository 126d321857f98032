/** Which passwords are taken: the same as Python, whose half is tests/unit/test_passwords.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { assess } from "./strength.mjs";

const shared = JSON.parse(readFileSync(new URL("./strength.test.json", import.meta.url), "utf-8"));

for (const { password, min_length, strength } of shared.cases) {
  test(`T-44: Names, months, walks and repeats make nothing long: ${password} of ${min_length}.`, () => {
    assert.equal(assess(password, { ...shared, min_length }), strength);
  });
}
