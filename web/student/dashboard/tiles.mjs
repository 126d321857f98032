/** An app on the dashboard: its drawing in a small door, its name, the way to it. */

import { inPageLanguage, inThisLanguage } from "../../shared/language.mjs";
import { fill, find, findAll, screen } from "../view.mjs";
import { letters } from "./letters.mjs";

/** @typedef {import("../../shared/types").App} App */
/** @typedef {import("./letters.mjs").Look} Look */

/** The classes that carry the colours by name. @type {Record<string, string>} */
const BACKGROUND = { coral: "bg-1", marigold: "bg-2", teal: "bg-3", sky: "bg-4", paper: "bg-5" };

/** The class of a colour; sky stands for one that is not known. @param {string} colour */
export const background = (colour) => BACKGROUND[colour] ?? "bg-4";

/** @param {App} app @param {Look} look @param {{ hasEar: boolean, speaks: boolean }} is with an ear of its own; told by a long press and a key */
export function tile(app, look, { hasEar, speaks }) {
  const item = copyOf("tile");
  const link = /** @type {HTMLAnchorElement} */ (find("a", item));
  lead(link, app);
  draw(find(".win", item), app, look);
  const name = inPageLanguage(app.names);
  find("[data-slot=app-name]", item).textContent = name;
  if (app.down) {
    link.classList.add("is-down");
    find("[data-slot=app-down]", item).hidden = false;
  }
  if (speaks) link.setAttribute("aria-keyshortcuts", "Space");
  if (hasEar) find("li", item).append(tileButton("ear", name));
  return item;
}

/** Let a link lead to an app, in a tab of its own. @param {HTMLAnchorElement} link @param {App} app */
export function lead(link, app) {
  link.href = inThisLanguage(app.link);
  link.dataset.app = app.id;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

/** Put an app's drawing, or letters, into a small door. @param {HTMLElement} door @param {App} app @param {Look} look */
export function draw(door, app, look) {
  door.className = `win ${background(look.colour)}`;
  if (!app.icon) return door.replaceChildren(lettersOf(app, look));
  const image = document.createElement("img");
  door.replaceChildren(Object.assign(image, { alt: "", width: 96, height: 96, src: app.icon }));
}

/** @param {App} app @param {Look} look */
function lettersOf(app, look) {
  const drawing = copyOf("letters");
  for (const [place, name] of [`plate-${look.plate}`, `mark-${look.mark}`].entries())
    findAll("use", drawing)[place]?.setAttribute("href", `#${name}`);
  find("text", drawing).textContent = letters(inPageLanguage(app.names));
  return drawing;
}

/** A small button of a tile, which names the tile's app. @param {"ear" | "star"} kind @param {string} name the app's */
export function tileButton(kind, name) {
  const button = copyOf(kind);
  fill(find("[data-words]", button), { name });
  return button;
}

/** What a template of the dashboard holds, ready to be filled. @param {string} name */
function copyOf(name) {
  const template = find(`template[data-template=${name}]`, screen("dashboard"));
  return /** @type {DocumentFragment} */ (
    /** @type {HTMLTemplateElement} */ (template).content.cloneNode(true)
  );
}
