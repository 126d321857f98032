/** The dashboard: whose it is, what to begin with, one's own apps, and a tile for each app. */

import { arrange } from "./dashboard/arrangement.mjs";
import { keptFor, noteUse } from "./dashboard/kept-apps.mjs";
import { onLongPress } from "./dashboard/long-press.mjs";
import { beginChoosing, endChoosing, fillOwnApps, isChoosing, toggleStar } from "./dashboard/own-apps.mjs";
import { endSearch, fillSearch, searched, searchKey } from "./dashboard/search-field.mjs";
import { canSpeak, hush, sayAll, sayName } from "./dashboard/speaking.mjs";
import { fillStartHere } from "./dashboard/start-here.mjs";
import { tile } from "./dashboard/tiles.mjs";
import { fillWhose } from "./dashboard/whose.mjs";
import { openApp } from "./tabs-open.mjs";
import { find, findAll, screen } from "./view.mjs";

/** @typedef {import("../shared/types").Dashboard} Dashboard */
/** @typedef {import("./dashboard/arrangement.mjs").Arrangement} Arrangement */

/** @type {Dashboard} */
const NOBODYS = {
  person: { given_name: "", role: "", picture: "", colour: "sky", key: "" },
  search: false,
  start_here: null,
  apps: [],
  account: false,
};
let shown = NOBODYS;

const board = () => screen("dashboard");

/** Fill the dashboard's screen; what shows already keeps its place, and what is typed. @param {Dashboard} dashboard */
export function fillDashboard({ person, search, start_here, apps, account }) {
  const before = JSON.stringify(shown);
  shown = { person, search, start_here, apps, account };
  const isNews = JSON.stringify(shown) !== before;
  find("[data-slot=still-in]", board()).hidden = true;
  if (isNews) fillAll();
  else if (!document.activeElement?.closest(".own")) fillOwn(); // a tile that was opened is under the last ones now
}

/** Back was pressed here: nobody is signed out by that, and the way out is shown. */
export function showStillIn() {
  find("[data-slot=still-in]", board()).hidden = false;
  find("[data-action=sign-out]", board()).focus();
}

/** Leave nothing of the last child behind. */
export const clearDashboard = () => fillDashboard(NOBODYS);

function fillAll() {
  hush();
  endChoosing();
  const arrangement = fillOwn();
  fillWhose(shown.person);
  fillStartHere(shown, arrangement);
  fillGroups(arrangement);
  fillSearch(shown.apps, arrangement.hasSearch);
  board().toggleAttribute("data-many", arrangement.isMany);
  board().toggleAttribute("data-by-ear", !shown.search);
  find("[data-slot=empty]", board()).hidden = shown.apps.length > 0;
  find("[data-slot=account]", board()).hidden = !shown.account;
}

/** The favourites, and the apps used last. @returns {Arrangement} */
function fillOwn() {
  const arrangement = arrange(shown, keptFor(shown.person.key));
  fillOwnApps(arrangement, tileBy(arrangement));
  return arrangement;
}

/** @param {Arrangement} arrangement */
function fillGroups(arrangement) {
  for (const group of findAll("[data-category]", board())) {
    const apps = arrangement.groups.get(group.dataset.category ?? "") ?? [];
    find("ul", group).replaceChildren(...apps.map(tileBy(arrangement)));
  }
}

/** What makes a tile of an app, which can be heard where its name may not be read. @param {Arrangement} arrangement */
function tileBy({ looks }) {
  return (/** @type {import("../shared/types").App} */ app) =>
    tile(app, /** @type {import("./dashboard/letters.mjs").Look} */ (looks.get(app.id)), {
      hasEar: !shown.search,
      speaks: canSpeak(),
    });
}

/** What the dashboard's own controls do, by `data-action`; the others are the portal's. @type {Record<string, (control: HTMLElement) => void>} */
const ACTIONS = {
  "hear-name": sayName,
  choose: () => beginChoosing(shown.person.key),
  chosen: () => finishChoosing(),
  star: (star) => toggleStar(shown.person.key, star),
  "show-all": endSearch,
};

function finishChoosing() {
  endChoosing();
  fillOwn();
  find("[data-action=choose]", board()).focus();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const wasSaying = hush();
  const control = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (event.target).closest("[data-action], a[data-app]")
  );
  const { action = "", app } = control?.dataset ?? {};
  if (action === "hear-all" && !wasSaying) sayAll();
  else if (control) ACTIONS[action]?.(control);
  if (app) opened(app, /** @type {HTMLAnchorElement} */ (control), event);
}

/** @param {string} app @param {HTMLAnchorElement} link @param {MouseEvent} event */
function opened(app, link, event) {
  openApp(link, event);
  if ("many" in board().dataset) noteUse(shown.person.key, app);
}

/** @param {KeyboardEvent} event */
function keyPressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("[data-slot=search] input")) searchKey(event);
  else if (event.key === "Escape" && isChoosing()) finishChoosing();
  else if (event.key === " " && target.matches("a[aria-keyshortcuts]")) {
    event.preventDefault();
    sayName(target);
  }
}

const main = find("main");
main.addEventListener("click", clicked);
main.addEventListener("keydown", keyPressed);
main.addEventListener("input", ({ target }) => {
  if (/** @type {Element} */ (target).matches("[data-slot=search] input")) searched();
});
onLongPress(main, "a[aria-keyshortcuts]", sayName);
