import assert from "node:assert/strict";
import { test } from "node:test";

import { AppTabs } from "./app-tabs.mjs";

/** A browser with one page: tabs by target, a clock, and whether the page is out of sight. */
function browser() {
  /** @type {Map<string, { closed: boolean, shown: number, close(): void, focus(): void }>} */
  const tabs = new Map();
  const world = { isHidden: false, now: 1000, isBlocking: false };
  const open = (/** @type {string} */ _href, /** @type {string} */ target) => {
    if (world.isBlocking) return null;
    const tab = {
      closed: false,
      shown: 1,
      close() {
        tab.closed = true;
      },
      focus() {
        tab.shown++;
      },
    };
    tabs.set(target, tab);
    return tab;
  };
  const appTabs = new AppTabs(
    open,
    () => world.isHidden,
    () => world.now,
  );
  return { world, tabs, appTabs };
}

const STORY = { id: "story", name: "Story Doors", href: "https://stories.example/" };
const openStory = (/** @type {AppTabs} */ appTabs) => appTabs.open(STORY.id, STORY.name, STORY.href);

test("T-39: What was opened closes when whoever opened it leaves.", () => {
  const { tabs, appTabs } = browser();
  assert.equal(openStory(appTabs), true);
  assert.deepEqual(appTabs.all(), [{ id: "story", name: "Story Doors", state: "open" }]);
  appTabs.close();
  assert.equal(tabs.get("harmony-story")?.closed, true);
  assert.deepEqual(appTabs.all(), [{ id: "story", name: "Story Doors", state: "closed" }]);
});

test("An app that is open already is shown, with what was being done in it.", () => {
  const { tabs, appTabs } = browser();
  openStory(appTabs);
  openStory(appTabs);
  assert.equal(tabs.get("harmony-story")?.shown, 2);
  assert.equal(appTabs.all().length, 1);
});

test("An app that cut itself off stays open for all we know.", () => {
  const { world, tabs, appTabs } = browser();
  openStory(appTabs);
  world.isHidden = true;
  const tab = tabs.get("harmony-story");
  assert.ok(tab);
  tab.closed = true;
  appTabs.look();
  world.now += 10_000;
  appTabs.look();
  world.isHidden = false;
  appTabs.close();
  assert.equal(appTabs.all()[0]?.state, "open");
});

test("A tab that somebody closed is closed: this page shows at once.", () => {
  const { world, tabs, appTabs } = browser();
  openStory(appTabs);
  world.isHidden = true;
  tabs.get("harmony-story")?.close();
  appTabs.look();
  world.now += 500;
  world.isHidden = false;
  appTabs.look();
  world.now += 10_000;
  world.isHidden = true;
  appTabs.look();
  appTabs.close();
  assert.equal(appTabs.all()[0]?.state, "closed");
});

test("A tab that the browser would not open, or that another page opened, is told as open.", () => {
  const { world, appTabs } = browser();
  world.isBlocking = true;
  assert.equal(openStory(appTabs), false);
  appTabs.note("paint", "Paint Pot");
  appTabs.close();
  assert.deepEqual(appTabs.all(), [{ id: "paint", name: "Paint Pot", state: "open" }]);
});
