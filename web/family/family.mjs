/** The families' choices: their language, and whether the program is loaded only when the door is tapped. */

import { followLanguage } from "../shared/language.mjs";
import { chooseToSave, savesData } from "../shared/network.mjs";
import { showPhones } from "./phones.mjs";

const choice = document.querySelector("[data-slot=saver]");
const box = choice?.querySelector("input");
if (choice && box) {
  box.checked = savesData();
  box.addEventListener("change", () => chooseToSave(box.checked));
  choice.removeAttribute("hidden");
}

followLanguage();
showPhones();
