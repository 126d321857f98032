/** When it is told that a session ends, and when it is over. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SessionClock } from "./session-clock.mjs";

/** A device whose two clocks and one timer pass as a test says. */
class Device {
  steady = 5000;
  ofDay = 1_800_000_000_000;
  /** What was told, and after how many seconds. @type {[string, number, boolean?][]} */
  told = [];
  passed = 0;
  /** What goes on each second. @type {(() => void) | undefined} */
  tick;

  constructor() {
    Object.assign(globalThis, {
      setInterval: (/** @type {() => void} */ tick) => {
        this.tick = tick;
      },
      clearInterval: () => {
        this.tick = undefined;
      },
    });
    this.clock = new SessionClock(
      {
        onEnding: (seconds, isLast) => this.told.push([`${seconds} left`, this.passed, isLast]),
        onOver: () => this.told.push(["over", this.passed]),
        onSlept: () => this.told.push(["slept", this.passed]),
      },
      { steady: () => this.steady, ofDay: () => this.ofDay },
    );
  }

  /** @param {number} idle @param {number} longest seconds */
  start(idle, longest) {
    this.clock.start({ idle_seconds_left: idle, longest_seconds_left: longest });
  }

  /** @param {number} seconds */
  pass(seconds) {
    for (let i = 0; i < seconds; i++) {
      this.steady += 1000;
      this.ofDay += 1000;
      this.passed += 1;
      this.tick?.();
    }
  }
}

test("T-13: The last minute is told second by second, then that the time is over, once.", () => {
  const device = new Device();
  device.start(3600, 36_000);
  device.pass(3539);
  assert.deepEqual(device.told, []);
  device.pass(100);
  assert.equal(device.told.length, 61);
  assert.deepEqual(device.told[0], ["60 left", 3540, false]);
  assert.deepEqual(device.told.slice(-2), [
    ["1 left", 3599, false],
    ["over", 3600],
  ]);
});

test("A new answer of the server begins the time anew; whoever leaves ends it.", () => {
  const device = new Device();
  device.start(100, 36_000);
  device.pass(60);
  device.start(100, 35_940);
  const before = device.told.length;
  device.pass(49);
  assert.equal(device.told.length, before);
  device.clock.stop();
  device.pass(100);
  assert.equal(device.told.length, before);
});

for (const [longest, isLast] of /** @type {const} */ ([
  [600, true],
  [650, true],
  [660, false],
]))
  test(`With ${longest} s at the longest beside 600 idle, asking helps: ${!isLast}.`, () => {
    const device = new Device();
    device.start(600, longest);
    device.pass(540);
    assert.deepEqual(device.told, [["60 left", 540, isLast]]);
  });

test("The longest time ends a session that is in use.", () => {
  const device = new Device();
  device.start(3600, 90);
  device.pass(90);
  assert.deepEqual(device.told.at(-1), ["over", 90]);
});

test("A short time is not told from its beginning.", () => {
  const device = new Device();
  device.start(60, 36_000);
  device.pass(30);
  assert.deepEqual(device.told, [["30 left", 30, false]]);
});

test("A change of the time of day moves nothing; after a sleep the server is asked, once.", () => {
  const device = new Device();
  device.start(3600, 36_000);
  device.ofDay -= 7_200_000; // set back
  device.pass(1);
  assert.deepEqual(device.told, []);
  device.ofDay += 1_800_000; // the steady clock stood still meanwhile
  device.pass(5);
  assert.deepEqual(device.told, [["slept", 2]]);
});
