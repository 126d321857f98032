/** The dashboard: whose it is, and a tile for each app. */

import { inThisLanguage } from "../shared/language.mjs";
import { find, findAll, screen } from "./view.mjs";

/** @typedef {import("../shared/types").Dashboard} Dashboard */
/** @typedef {import("../shared/types").App} App */

/** The classes that carry the colours by name. @type {Record<string, string>} */
const BACKGROUND = { coral: "bg-1", marigold: "bg-2", teal: "bg-3", sky: "bg-4", paper: "bg-5" };

/** Fill the dashboard's screen. @param {Dashboard} dashboard */
export function fillDashboard({ person, apps }) {
  const board = screen("dashboard");
  find("[data-testid=student-name]", board).textContent = person.given_name;
  const picture = find("[data-slot=picture]", board);
  picture.className = `mini ${BACKGROUND[person.colour] ?? "bg-4"}`;
  find("use", picture).setAttribute("href", `#picture-${person.picture}`);
  for (const group of findAll("[data-category]", board)) {
    const own = apps.filter((app) => categoryOf(app) === group.dataset.category);
    find(".tiles", group).replaceChildren(...own.map(tile));
    group.hidden = own.length === 0;
  }
  find("[data-slot=empty]", board).hidden = apps.length > 0;
  find("[data-slot=still-in]", board).hidden = true;
}

/** Back was pressed here: nobody is signed out by that, and the way out is shown. */
export function showStillIn() {
  const board = screen("dashboard");
  find("[data-slot=still-in]", board).hidden = false;
  find("[data-action=sign-out]", board).focus();
}

/** Leave nothing of the last child behind. */
export function clearDashboard() {
  fillDashboard({ person: { given_name: "", role: "", picture: "", colour: "sky" }, apps: [] });
}

const CATEGORIES = ["read", "numbers", "make", "class"];

/** @param {App} app */
const categoryOf = ({ category }) => (CATEGORIES.includes(category) ? category : "more");

/** @param {App} app */
function tile(app) {
  const template = find("template[data-template=tile]", screen("dashboard"));
  const item = /** @type {DocumentFragment} */ (
    /** @type {HTMLTemplateElement} */ (template).content.cloneNode(true)
  );
  const language = document.documentElement.lang === "es" ? "es" : "en";
  const link = /** @type {HTMLAnchorElement} */ (find("a", item));
  link.href = inThisLanguage(app.link);
  link.dataset.app = app.id;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  find(".win", item).classList.add(BACKGROUND[app.background] ?? "bg-4");
  find("[data-slot=app-name]", item).textContent = app.names[language];
  const image = /** @type {HTMLImageElement} */ (find("img", item));
  if (app.icon) image.src = app.icon;
  else image.replaceWith(initial(app.names[language]));
  return item;
}

/** An app without a picture shows its first letter. @param {string} name */
function initial(name) {
  const letter = document.createElement("span");
  letter.className = "initial";
  letter.textContent = [...name][0] ?? "";
  letter.ariaHidden = "true";
  return letter;
}
