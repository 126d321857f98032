/** Apps that are still open in tabs of their own when whoever opened them leaves: closed, or shown how to close. */

import { AppTabs } from "./dashboard/app-tabs.mjs";
import { find, findAll, screen } from "./view.mjs";

/** Ids and names of the open apps, for this tab alone: a page that is loaded anew has no hold on them. */
const KEPT = "harmony.tabs";

const tabs = new AppTabs();
let looking = 0;

const look = () => tabs.look();

addEventListener("pagehide", () => {
  look();
  if (looking) keep(tabs.all());
});
document.addEventListener("visibilitychange", look);

/**
 * Open the app of a tile in a tab that can be closed later.
 * @param {HTMLAnchorElement} link @param {MouseEvent} event of a plain click; any other does what the browser does
 */
export function openApp(link, event) {
  const { app = "" } = link.dataset;
  const name = find("[data-slot=app-name]", link.closest(".card") ?? link).textContent ?? "";
  if (isPlain(event) && tabs.open(app, name, link.href)) event.preventDefault();
  else tabs.note(app, name);
  keep(tabs.all());
  looking ||= setInterval(look, AppTabs.lookEveryMs);
}

/** Whether an app is open that whoever is in may be at. */
export const areAppsOpen = () => tabs.all().some(({ state }) => state === "open");

/** Somebody is in: none of the apps is theirs, but those that they opened before this page was loaded anew. */
export function beginApps() {
  tabs.forget();
  for (const { id, name } of kept()) tabs.note(id, name);
}

/** Whoever opened them leaves: close them, and write down what is left. @returns {boolean} whether none is */
export function closeApps() {
  clearInterval(looking);
  looking = 0;
  tabs.close();
  keep([]);
  const all = tabs.all();
  find("ul", screen("tabs-open")).replaceChildren(...all.map(line));
  return all.every(({ state }) => state === "closed");
}

/** @param {{ name: string, state: string }} tab */
function line({ name, state }) {
  const template = /** @type {HTMLTemplateElement} */ (find("template", screen("tabs-open")));
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  find("[data-slot=app-name]", item).textContent = name;
  for (const words of findAll("[data-state]", item)) words.hidden = words.dataset.state !== state;
  return item;
}

/** @param {MouseEvent} event */
const isPlain = ({ button, altKey, ctrlKey, metaKey, shiftKey }) =>
  button === 0 && !(altKey || ctrlKey || metaKey || shiftKey);

/** @param {{ id: string, name: string, state: string }[]} all */
function keep(all) {
  const open = all.filter(({ state }) => state === "open");
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(open));
  } catch {
    // Storage is off: a page that is loaded anew does not know of them.
  }
}

/** @returns {{ id: string, name: string }[]} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}
