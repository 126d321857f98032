/** Doors on a family's device: only where they were turned on, no more than a family has, gone when they are taken. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { areOn, keepDoor, keptDoors, takeDoor, turnOff, turnOn } from "./kept-doors.mjs";

/** @type {Map<string, string>} */
const stored = new Map();
Object.assign(globalThis, {
  localStorage: {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => stored.set(key, value),
    removeItem: (/** @type {string} */ key) => stored.delete(key),
  },
});
beforeEach(() => stored.clear());

const door = (/** @type {string} */ key) => ({
  key,
  name: key,
  picture: "fish",
  colour: "sky",
  username: null,
});

test("T-82: Off at first; turned on there are none, turned off nothing of them is left.", () => {
  assert.equal(areOn(), false);
  turnOn();
  assert.deepEqual([areOn(), keptDoors()], [true, []]);
  keepDoor(door("a"));
  turnOn();
  assert.equal(keptDoors().length, 1);
  turnOff();
  assert.equal(stored.size, 0);
});

test("T-82: A device keeps no more doors than a family has; one that is there may be kept anew.", () => {
  for (const key of "abcdef") assert.equal(keepDoor(door(key)), true);
  assert.equal(keepDoor(door("g")), false);
  assert.equal(keepDoor({ ...door("c"), name: "Cleo" }), true);
  assert.deepEqual(
    keptDoors().map(({ name }) => name),
    ["a", "b", "Cleo", "d", "e", "f"],
  );
  takeDoor("c");
  assert.equal(keepDoor(door("g")), true);
});

test("What somebody else has written there counts for nothing.", () => {
  for (const text of ["no JSON", "7", '[null, {"key": 1}, "x"]']) {
    stored.set("harmony.doors", text);
    assert.deepEqual(keptDoors(), []);
  }
});
