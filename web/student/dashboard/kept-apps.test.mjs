/** Favourites and the apps used last: under a key alone, in their order, and only for so many people. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { keptFor, noteUse, toggleFavourite } from "./kept-apps.mjs";

/** A device on which nothing is kept yet. @returns {Map<string, string>} */
function newDevice() {
  const storage = new Map();
  globalThis.localStorage = /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ key) => storage.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => storage.set(key, value),
    })
  );
  return storage;
}

test("Favourites stand in the order they were chosen; one that is chosen again is none.", () => {
  newDevice();
  for (const id of ["b", "a", "c", "a", "a"]) toggleFavourite("k", id);
  assert.deepEqual(keptFor("k").favourites, ["b", "c", "a"]);
});

test("The app used last comes first, once, and six are kept.", () => {
  newDevice();
  for (const id of ["1", "2", "3", "4", "5", "6", "7", "3"]) noteUse("k", id);
  assert.deepEqual(keptFor("k").recent, ["3", "7", "6", "5", "4", "2"]);
});

test("T-41: What is kept for one person is nobody else's, and nothing but a key and ids of apps.", () => {
  const storage = newDevice();
  toggleFavourite("1f0c", "story");
  noteUse("1f0c", "sum");
  assert.deepEqual(keptFor("other"), { favourites: [], recent: [] });
  assert.deepEqual([...storage.values()], ['[["1f0c",{"favourites":["story"],"recent":["sum"]}]]']);
});

test("T-41: Whoever was here longest ago is forgotten after a hundred others.", () => {
  newDevice();
  toggleFavourite("first", "story");
  toggleFavourite("second", "story");
  noteUse("first", "story");
  for (let place = 0; place < 99; place++) noteUse(`k${place}`, "sum");
  assert.deepEqual(keptFor("first").favourites, ["story"]);
  assert.deepEqual(keptFor("second").favourites, []);
});

for (const damaged of [
  "",
  "{}",
  "null",
  "[1, null]",
  '[["k", null]]',
  '[["k", {"favourites": [1], "recent": []}]]',
])
  test(`Of "${damaged}" nothing is kept, and what comes then is.`, () => {
    newDevice().set("harmony.apps", damaged);
    assert.deepEqual(keptFor("k"), { favourites: [], recent: [] });
    noteUse("k", "a");
    assert.deepEqual(keptFor("k").recent, ["a"]);
  });
