import assert from "node:assert/strict";
import { test } from "node:test";

import { CHECKS, Diagnosis, findingOf } from "./diagnosis.mjs";

const CODE = { side: 0.5, contrast: 170, sharpness: 0.7, glare: 0 };
const SIGHT = { brightness: 120, read: false, other: false, code: CODE };

/** @param {Partial<import("./diagnosis.mjs").Sight>} sight @param {number} frames */
function after(sight, frames, diagnosis = new Diagnosis()) {
  for (let n = 0; n < frames; n++) diagnosis.look({ ...SIGHT, ...sight });
  return diagnosis;
}

test("each fault of a frame has a name of its own, the most urgent first", () => {
  const named = {
    fine: { read: true, brightness: 10 },
    other: { other: true },
    dark: { brightness: 44 },
    unseen: { code: null },
    shiny: { code: { ...CODE, glare: 0.03, side: 0.1 } },
    far: { code: { ...CODE, side: 0.21, sharpness: 0 } },
    near: { code: { ...CODE, side: 0.9 } },
    blurred: { code: { ...CODE, sharpness: 0.4 } },
    unread: {},
  };
  for (const [name, sight] of Object.entries(named)) assert.equal(findingOf({ ...SIGHT, ...sight }), name);
  assert.equal(findingOf({ ...SIGHT, code: { ...CODE, contrast: 59 } }), "dark");
});

test("one unsteady frame changes nothing, and five in a row do", () => {
  const far = { code: { ...CODE, side: 0.1 } };
  const diagnosis = after(far, 4);
  assert.equal(diagnosis.finding, "unseen");
  after({}, 1, diagnosis);
  assert.equal(after(far, 4, diagnosis).finding, "unseen");
  assert.equal(after(far, 1, diagnosis).finding, "far");
  assert.equal(after({}, 14, diagnosis).finding, "far");
  assert.equal(after({}, 1, diagnosis).finding, "unread");
});

test("what comes before the fault is well, and what comes after it waits", () => {
  const states = (/** @type {Diagnosis} */ diagnosis) =>
    CHECKS.map((check) => diagnosis.state(check)).join(" ");
  assert.equal(states(new Diagnosis()), "good looking next next");
  assert.equal(states(after({ brightness: 9 }, 5)), "wrong next next next");
  assert.equal(states(after({ code: { ...CODE, side: 0.1 } }, 5)), "good wrong next next");
  assert.equal(states(after({ code: { ...CODE, sharpness: 0 } }, 10)), "good good wrong next");
  assert.equal(states(after({}, 15)), "good good good wrong");
  assert.equal(states(after({ read: true }, 1)), "good good good good");
});

test("a badge that was read ends it", () => {
  const diagnosis = after({ read: true }, 1);
  assert.equal(after({ brightness: 0 }, 9, diagnosis).isOver, true);
  assert.equal(diagnosis.lit, 3);
});
