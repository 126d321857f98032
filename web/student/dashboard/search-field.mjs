/** The search: tiles are filtered as somebody types, and how many are left is told. */

import { fill, find, findAll, screen } from "../view.mjs";
import { fold, isMeant } from "./app-search.mjs";

/** @typedef {import("../../shared/types").App} App */

/** A screen reader is told when the typing pauses, not at each key. */
const PAUSE_MS = 600;

let apps = /** @type {App[]} */ ([]);
let telling = 0;

const forms = new Intl.PluralRules(document.documentElement.lang);
const board = () => screen("dashboard");
const field = () => /** @type {HTMLInputElement} */ (find("[data-slot=search] input", board()));

/** Offer a search of these apps, or none. @param {App[]} of @param {boolean} isOffered */
export function fillSearch(of, isOffered) {
  apps = of;
  find("[data-slot=search]", board()).hidden = !isOffered;
  field().value = "";
  filter();
  clearTimeout(telling);
  tell("");
}

/** Somebody typed. */
export function searched() {
  const count = filter();
  clearTimeout(telling);
  telling = setTimeout(() => tell(count), PAUSE_MS);
}

/** Back to all apps. */
export function endSearch() {
  field().value = "";
  field().focus();
  searched();
}

/** Enter opens the one app that is left, of several it goes to the first; Escape ends the search. @param {KeyboardEvent} event */
export function searchKey(event) {
  if (event.isComposing) return;
  if (event.key === "Enter") goToFound();
  if (event.key === "Escape" && field().value) {
    event.preventDefault();
    endSearch();
  }
}

function goToFound() {
  const links = findAll("[data-category] li:not([hidden]) a", board());
  if (fold(field().value) && links.length === 1) links[0]?.click();
  else links[0]?.focus();
}

/** Show the tiles that are meant. @returns {number} how many */
function filter() {
  const typed = field().value;
  const meant = new Set(apps.filter((app) => isMeant(app, typed)).map(({ id }) => id));
  board().toggleAttribute("data-searching", fold(typed) !== "");
  for (const group of findAll("[data-category]", board())) {
    const items = findAll("li", group);
    for (const item of items) item.hidden = !meant.has(find("a", item).dataset.app ?? "");
    group.hidden = items.every((item) => item.hidden);
  }
  find("[data-slot=nothing]", board()).hidden = meant.size > 0 || apps.length === 0;
  return meant.size;
}

/** Say how many apps are found. @param {number | ""} count */
function tell(count) {
  const status = find("[data-slot=found]", board());
  if (count === 0) status.textContent = status.dataset.none ?? "";
  else if (count) fill(status, { count: String(count) }, forms.select(count));
  else status.textContent = "";
}
