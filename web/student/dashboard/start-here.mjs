/** The app that a teacher pinned above all others, and whom that is from. */

import { inPageLanguage } from "../../shared/language.mjs";
import { fill, find, screen } from "../view.mjs";
import { draw, lead } from "./tiles.mjs";

/** @typedef {import("../../shared/types").Dashboard} Dashboard */

/** Show it, or nothing where nobody pinned one. @param {Dashboard} dashboard @param {import("./arrangement.mjs").Arrangement} arrangement */
export function fillStartHere({ start_here: pin, apps }, { looks }) {
  const card = find("[data-slot=start-here]", screen("dashboard"));
  const link = /** @type {HTMLAnchorElement} */ (find("a", card));
  const app = apps.find(({ id }) => id === pin?.app);
  const look = app && looks.get(app.id);
  card.hidden = !look;
  fill(find("[data-slot=from]", card), { name: pin ? inPageLanguage(pin.from) : "" });
  find("[data-slot=app-name]", card).textContent = app ? inPageLanguage(app.names) : "";
  find(".win", card).replaceChildren();
  link.removeAttribute("href");
  if (!look) return;
  lead(link, app);
  draw(find(".win", card), app, look);
}
