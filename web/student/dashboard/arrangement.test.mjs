/** What stands where on a dashboard of few and of many apps. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { arrange } from "./arrangement.mjs";

/** @typedef {import("./arrangement.mjs").Dashboard} Dashboard */

const KEPT = { favourites: ["a9", "gone", "a2"], recent: ["a3", "a2", "a1"] };

/** @param {number} count @param {Partial<Dashboard>} more */
function board(count, more = {}) {
  const person = { given_name: "Mia", role: "student", picture: "sun", colour: "sky", key: "k" };
  const apps = Array.from({ length: count }, (_, place) => ({
    id: `a${place}`,
    names: { en: "A", es: "A" },
    icon: null,
    background: "paper",
    category: ["class", "read", "new"][place % 3] ?? "",
    link: "/",
    down: false,
  }));
  return arrange({ person, search: true, start_here: null, apps, account: false, ...more }, KEPT);
}

const ids = (/** @type {{ id: string }[] | undefined} */ apps) => (apps ?? []).map(({ id }) => id);

test("Many apps have a search, the favourites as chosen and the last ones; none twice, none that is gone.", () => {
  const { isMany, hasSearch, favourites, recent } = board(60);
  assert.deepEqual([isMany, hasSearch], [true, true]);
  assert.deepEqual(ids(favourites), ["a9", "a2"]);
  assert.deepEqual(ids(recent), ["a3", "a1"]);
});

test("As few as are seen at once need none of it.", () => {
  const { isMany, hasSearch, favourites, recent } = board(8);
  assert.deepEqual([isMany, hasSearch, favourites, recent], [false, false, [], []]);
});

test("Groups have their order, and what the page does not know is more.", () => {
  const { groups } = board(6);
  assert.deepEqual([...groups.keys()], ["read", "numbers", "make", "class", "more"]);
  assert.deepEqual(ids(groups.get("class")), ["a0", "a3"]);
  assert.deepEqual(ids(groups.get("more")), ["a2", "a5"]);
});

test("Who does not read has one group, favourites, and no search.", () => {
  const { groups, hasSearch, favourites } = board(60, { search: false });
  assert.deepEqual([...groups.keys()], ["all"]);
  assert.equal(groups.get("all")?.length, 60);
  assert.equal(hasSearch, false);
  assert.deepEqual(ids(favourites), ["a9", "a2"]);
});
