/** The sheet for the fridge: this portal's name and address, whom to call, and a button that prints. */

import { portal } from "../../shared/api.mjs";
import { followLanguage } from "../../shared/language.mjs";
import { showPhones } from "../phones.mjs";

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

followLanguage();
showPhones();

find("[data-slot=address] b").textContent = location.host;
find("[data-slot=address]").hidden = false;
const button = find("[data-action=print]");
button.hidden = false;
button.addEventListener("click", () => print());

portal().then((answer) => {
  if (answer.kind === "ok") find("[data-slot=school]").textContent = answer.body.name;
});
