/**
 * The families' choices: their language, and whether the program is loaded only when the door is tapped. And the
 * school's number, where it has given one.
 */

import * as api from "../shared/api.mjs";
import { chooseToSave, savesData } from "../shared/network.mjs";
import { followLanguage } from "../shared/language.mjs";

const choice = document.querySelector("[data-slot=saver]");
const box = choice?.querySelector("input");
if (choice && box) {
  box.checked = savesData();
  box.addEventListener("change", () => chooseToSave(box.checked));
  choice.removeAttribute("hidden");
}

followLanguage();

api.portal().then((answer) => {
  if (answer.kind === "ok" && answer.body.phone) showPhone(answer.body.phone);
});

/** Show a number as the school writes it; what stands behind a letter is an extension, which no link can dial. @param {string} phone */
function showPhone(phone) {
  const place = document.querySelector("[data-slot=call]");
  const link = place?.querySelector("a");
  const number = link?.querySelector("b");
  const [dialled = ""] = /^[^\p{L}]*/u.exec(phone) ?? [];
  if (!place || !link || !number) return;
  link.href = `tel:${dialled.replace(/[^+\d]/g, "")}`;
  number.textContent = phone;
  place.removeAttribute("hidden");
}
