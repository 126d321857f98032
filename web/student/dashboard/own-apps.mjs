/** One's own apps above all others: the favourites, which are chosen by stars, and those used last. */

import { find, findAll, screen } from "../view.mjs";
import { keptFor, toggleFavourite } from "./kept-apps.mjs";
import { tileButton } from "./tiles.mjs";

/** @typedef {import("../../shared/types").App} App */
/** @typedef {import("./arrangement.mjs").Arrangement} Arrangement */

const board = () => screen("dashboard");
const favouritesHead = () => find("[data-slot=favourites]", board());

/** Show them where there are many apps. @param {Arrangement} arrangement @param {(app: App) => Node} draw */
export function fillOwnApps({ isMany, favourites, recent }, draw) {
  const used = find("[data-slot=recent]", board());
  find("ul", favouritesHead()).replaceChildren(...favourites.map(draw));
  find("ul", used).replaceChildren(...recent.map(draw));
  favouritesHead().hidden = !isMany;
  used.hidden = recent.length === 0;
}

export const isChoosing = () => "choosing" in board().dataset;

/** Turn the tiles into stars to choose favourites by; where they were would else move under the finger. */
export function beginChoosing(/** @type {string} */ key) {
  const { favourites } = keptFor(key);
  board().dataset.choosing = "";
  for (const item of findAll("[data-category] li", board())) {
    const link = find("a", item);
    link.inert = true;
    item.append(tileButton("star", find("[data-slot=app-name]", item).textContent ?? ""));
    press(find(".star", item), favourites.includes(link.dataset.app ?? ""));
  }
  find("[data-action=chosen]", board()).focus();
}

/** @param {string} key @param {HTMLElement} star */
export function toggleStar(key, star) {
  const link = find("a", /** @type {HTMLElement} */ (star.parentElement));
  toggleFavourite(key, link.dataset.app ?? "");
  press(star, star.ariaPressed !== "true");
}

/** The stars become tiles again. */
export function endChoosing() {
  delete board().dataset.choosing;
  for (const star of findAll(".star", board())) star.remove();
  for (const link of findAll("[data-category] a", board())) link.inert = false;
}

/** @param {HTMLElement} star @param {boolean} isPressed */
function press(star, isPressed) {
  star.ariaPressed = String(isPressed);
}
