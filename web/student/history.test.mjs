/** Where each screen stands in the browser's history, and where Back and Forward lead. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ScreenHistory } from "./history.mjs";

/** A tab with its entries, the portal's screens in it, and what was asked of them. */
class Tab {
  screen = "start";
  /** @type {{ state: unknown, address: string }[]} */
  entries = [{ state: null, address: "/es/?from=school" }];
  at = 0;
  /** @type {string[]} */
  asked = [];

  constructor() {
    this.screens = new ScreenHistory(
      {
        current: () => this.screen,
        onBack: () => this.ask("back", "start"),
        onPassword: () => this.ask("password", "password"),
      },
      this,
      { pathname: "/es/", search: "?from=school" },
    );
    this.screens.begin();
  }

  get state() {
    return this.entries[this.at]?.state;
  }

  get length() {
    return this.entries.length;
  }

  /** @param {unknown} state @param {string} _ @param {string | URL | null} [address] */
  pushState(state, _, address) {
    this.entries.splice(++this.at, Infinity, { state, address: String(address) });
  }

  /** @param {unknown} state @param {string} _ @param {string | URL | null} [address] */
  replaceState(state, _, address) {
    this.entries[this.at] = { state, address: String(address ?? this.entries[this.at]?.address) };
  }

  back() {
    this.pending = () => this.go(-1);
  }

  /** The browser does what was asked of it. */
  settle() {
    const { pending } = this;
    this.pending = undefined;
    pending?.();
  }

  /** @param {number} steps */
  go(steps) {
    this.at += steps;
    this.screens.popped(this.state);
    this.settle();
  }

  /** @param {string} screen */
  show(screen) {
    this.screen = screen;
    this.screens.shown();
  }

  /** @param {string} what @param {string} screen */
  ask(what, screen) {
    this.asked.push(what);
    this.show(screen);
  }
}

test("Back leads from whatever shows over the door to the door, in one step", () => {
  const tab = new Tab();
  for (const screen of ["ask", "scan", "badge-old", "password"]) tab.show(screen);
  assert.equal(tab.at, 1);
  tab.go(-1);
  assert.deepEqual(tab.asked, ["back"]);
  assert.deepEqual([tab.screen, tab.at], ["start", 0]);
});

test("a way back by a button leaves no entry behind, however often", () => {
  const tab = new Tab();
  for (let child = 0; child < 30; child++) {
    tab.show("scan");
    tab.show("dashboard");
    tab.show("start");
    tab.settle();
  }
  assert.deepEqual([tab.at, tab.length, tab.asked.length], [0, 2, 0]);
});

test("a screen that comes while the way back is under way gets its place after it", () => {
  const tab = new Tab();
  tab.show("dashboard");
  tab.show("start");
  tab.show("scan"); // Next student
  tab.settle();
  assert.deepEqual(tab.asked, []);
  assert.deepEqual([tab.screen, tab.at], ["scan", 1]);
});

test("a page on its way is not called off by a step back that nobody asked for", () => {
  const tab = new Tab();
  tab.show("dashboard");
  tab.screens.leaves(); // the language is switched
  tab.show("start"); // the session turns out to be over
  assert.equal(tab.pending, undefined);
  assert.deepEqual(tab.entries[1]?.state, { depth: 1, screen: "start" });
  tab.show("scan"); // the page did not come
  tab.show("start");
  tab.settle();
  assert.deepEqual([tab.at, tab.asked], [0, []]);
});

test("Forward opens the form again, and nothing else: no camera, and nobody's dashboard", () => {
  const tab = new Tab();
  tab.show("password");
  tab.go(-1);
  tab.go(1);
  assert.deepEqual(tab.asked, ["back", "password"]);
  for (const screen of ["scan", "dashboard"]) {
    tab.show(screen);
    tab.show("start");
    tab.settle();
    tab.go(1);
    assert.deepEqual([tab.screen, tab.at, tab.asked.length], ["start", 0, 2]);
  }
});

test("whoever stays where they are when Back is pressed is asked no second time", () => {
  const tab = new Tab();
  tab.ask = (what) => tab.asked.push(what);
  tab.show("dashboard");
  tab.go(-1);
  assert.deepEqual([tab.asked, tab.screen, tab.at], [["back"], "dashboard", 0]);
});

test("a link to a part of the page moves nobody", () => {
  const tab = new Tab();
  tab.show("password");
  tab.pushState(null, "", "/es/#password-field");
  tab.screens.popped(null);
  tab.go(-1);
  assert.deepEqual([tab.asked, tab.screen], [[], "password"]);
});

test("an entry holds a screen's name and its depth, and the address names the form alone", () => {
  const tab = new Tab();
  tab.show("password");
  assert.deepEqual(tab.entries, [
    { state: { depth: 0, screen: "start" }, address: "/es/?from=school" },
    { state: { depth: 1, screen: "password" }, address: "/es/?from=school#password" },
  ]);
  tab.show("scan");
  assert.equal(tab.entries[1]?.address, "/es/?from=school");
});
