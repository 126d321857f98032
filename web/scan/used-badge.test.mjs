/** The badge used last, before the next child: in memory, by its fingerprint, from what a scan tells frame by frame. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { UsedBadge } from "./used-badge.mjs";

/** A badge that opened the door at 0 ms. */
function used() {
  const badge = new UsedBadge();
  badge.read("42");
  badge.opened(0);
  badge.begin();
  return badge;
}

/** Look at frames from one time to another, ten a second; what is shown at last. */
function look(/** @type {UsedBadge} */ badge, hint = "look", lit = 0, from = 0, to = 1000) {
  let shown = "";
  for (let now = from; now <= to; now += 100) shown = badge.look(hint, lit, now);
  return shown;
}

test("T-37: The badge just used does not count while it stays, and after ten seconds takes a tap.", () => {
  const badge = used();
  assert.equal(look(badge, "again", 2, 0, 9900), "look");
  assert.equal(look(badge, "again", 2, 10_000, 60_000), "again");
  assert.equal(badge.fingerprint, "42");
  badge.release();
  assert.equal(badge.fingerprint, "");
});

test("T-37: A badge that was not seen for a moment has not left; one that was away for a second has.", () => {
  const badge = used();
  look(badge, "look", 0, 0, 900);
  look(badge, "again", 1, 1000, 1000);
  look(badge, "look", 0, 1100, 2000);
  assert.equal(badge.fingerprint, "42");
  look(badge, "look", 0, 2100, 2100);
  assert.equal(badge.fingerprint, "");
  assert.equal(badge.look("again", 1, 2200), "look", "what a worker still says of it is over");
});

test("T-37: A pause between two scans is not a time without a badge.", () => {
  const badge = used();
  look(badge, "look", 0, 0, 500);
  badge.begin();
  look(badge, "again", 1, 60_000, 60_000);
  assert.equal(badge.fingerprint, "42");
});

test("Only a badge that opened the door is known again; a password changes nothing.", () => {
  const badge = new UsedBadge();
  badge.read("42");
  assert.equal(badge.fingerprint, "");
  badge.opened(0);
  badge.opened(5);
  assert.equal(badge.fingerprint, "42");
});

test("Every other hint is shown as it is.", () => {
  assert.equal(used().look("one", 1, 0), "one");
});
