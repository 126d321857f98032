/** How much of a secret is tapped: so many doors, the tapped ones full; and in words for screen readers. */

import * as view from "../view.mjs";

/** @param {HTMLElement} screen @param {number} done @param {number} all */
export function fillSlots(screen, done, all) {
  const slots = view.find(".slots", screen);
  while (slots.children.length > all) slots.lastElementChild?.remove();
  while (slots.children.length < all) slots.append(slots.children[0]?.cloneNode() ?? "");
  for (const [place, slot] of [...slots.children].entries()) slot.classList.toggle("full", place < done);
  const status = view.find("[data-slot=count]", screen);
  view.fill(status, { done: String(done), all: String(all) });
}
