/** Who was away for long has left: under a closed lid, in another tab, or with the page loaded anew meanwhile. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Absence } from "./absence.mjs";

const LIMIT_S = 600;
/** @type {Map<string, string>} */
const stored = new Map();
let now = 0;
let isHere = true;
let ended = 0;

beforeEach(() => {
  stored.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => stored.set(key, value),
      removeItem: (/** @type {string} */ key) => stored.delete(key),
    },
  });
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  [now, isHere, ended] = [1_000_000, true, 0];
});

/** A page on which somebody is in. */
function page() {
  const absence = new Absence(
    () => isHere,
    () => {
      ended++;
      absence.end();
    },
    () => now,
  );
  absence.begin(LIMIT_S);
  return absence;
}

/** Time in which the page goes on. @param {number} seconds */
function pass(seconds) {
  for (let i = 0; i < seconds; i++) {
    now += 1000;
    mock.timers.tick(1000);
  }
}

test("T-83: Whoever looks at the page stays, however long.", () => {
  page();
  pass(2 * LIMIT_S);
  assert.equal(ended, 0);
});

test("T-83: A lid that was closed for longer than the limit ends it at the first look, a shorter time does not.", () => {
  const absence = page();
  now += LIMIT_S * 1000;
  assert.equal(absence.look(), false);
  now += (LIMIT_S + 1) * 1000;
  assert.equal(absence.look(), true);
  assert.equal(ended, 1);
  assert.equal(stored.size, 0);
});

test("T-83: A page out of sight ends it by itself; one that an app of theirs covers does not.", () => {
  page();
  isHere = false;
  pass(LIMIT_S);
  assert.equal(ended, 0);
  pass(6);
  assert.equal(ended, 1);
});

test("T-83: A page that was loaded anew knows how long nobody was here.", () => {
  page();
  pass(30);
  const anew = new Absence(
    () => true,
    () => {},
    () => now,
  );
  now += LIMIT_S * 1000;
  assert.equal(anew.wasLong(LIMIT_S), false);
  now += 6000;
  assert.equal(anew.wasLong(LIMIT_S), true);
});

test("T-83: A tab that is used speaks for one that is not.", () => {
  const hidden = new Absence(
    () => false,
    () => ended++,
    () => now,
  );
  hidden.begin(LIMIT_S);
  page();
  pass(2 * LIMIT_S);
  assert.equal(hidden.look(), false);
  assert.equal(ended, 0);
});
