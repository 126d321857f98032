import assert from "node:assert/strict";
import { test } from "node:test";
import { doors } from "./tally.mjs";

test("there is a door for each child, filled for who is in", () => {
  const drawn = doors({ students: 5, in_today: 3, without_badge: 0 });
  assert.deepEqual(
    drawn.map(({ door }) => door),
    ["door-in", "door-in", "door-in", "door-out", "door-out"],
  );
  assert.equal(drawn.filter(({ crossed }) => crossed).length, 0);
});

test("as many doors are crossed as children have no badge", () => {
  assert.equal(
    doors({ students: 26, in_today: 21, without_badge: 3 }).filter(({ crossed }) => crossed).length,
    3,
  );
});
