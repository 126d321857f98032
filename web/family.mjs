/** The families' choices: their language, and whether the program is loaded only when the door is tapped. */

import { chooseToSave, savesData } from "./line.mjs";
import { rememberLanguage } from "./visit.mjs";

const choice = document.querySelector("[data-slot=saver]");
const box = choice?.querySelector("input");
if (choice && box) {
  box.checked = savesData();
  box.addEventListener("change", () => chooseToSave(box.checked));
  choice.removeAttribute("hidden");
}

for (const link of document.querySelectorAll("a[data-action=language]")) {
  link.addEventListener("click", () => rememberLanguage(/** @type {HTMLAnchorElement} */ (link).lang));
}
