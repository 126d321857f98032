/** A secret is sent as it is tapped, or chosen by tapping it twice. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Secret } from "./secret.mjs";
import { shuffled } from "./shuffled.mjs";

test("One that is set is sent as often as it is tapped.", () => {
  const secret = new Secret(true);
  assert.equal(secret.take("8024").step, "");
  assert.equal(secret.take("8025").step, "");
});

test("A new one is sent once it was tapped twice, the same.", () => {
  const secret = new Secret(false);
  assert.deepEqual(secret.take("8024"), { step: null, say: "again" });
  assert.equal(secret.take("8024").step, "/choice");
});

test("Where the two differ it begins anew, and nothing of the first is left.", () => {
  const secret = new Secret(false);
  secret.take("8024");
  assert.deepEqual(secret.take("8025"), { step: null, say: "differ" });
  assert.deepEqual(secret.take("8025"), { step: null, say: "again" });
  assert.equal(secret.take("8025").step, "/choice");
});

test("T-75: Pictures change their places, and none is lost or doubled.", () => {
  const names = [..."abcdefghijkl"];
  const places = new Set(Array.from({ length: 200 }, () => shuffled(names).indexOf("a")));
  assert.deepEqual(shuffled(names).sort(), names);
  assert.ok(places.size > 8, "all places are as likely");
});
