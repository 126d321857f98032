/** A grown-up turns doors on on this device, takes them away one by one or all, and has back what was taken by mistake. */

import * as api from "../../shared/api.mjs";
import { followLanguage } from "../../shared/language.mjs";
import { drawWhose } from "../../student/dashboard/whose.mjs";
import { areOn, keepDoor, keptDoors, takeDoor, turnOff, turnOn } from "../../student/doors/kept-doors.mjs";
import { find } from "../../student/view.mjs";

/** @typedef {import("../../student/doors/kept-doors.mjs").Door} Door */

/** What was taken last. @type {Door[]} */
let taken = [];

function draw() {
  const doors = keptDoors();
  find("[role=switch]").ariaChecked = String(areOn());
  find("[data-slot=how]").hidden = !areOn();
  find("[data-slot=kept]").hidden = doors.length === 0;
  find("[data-slot=undo]").hidden = taken.length === 0;
  find("[data-slot=kept] ul").replaceChildren(...doors.map(line));
}

/** @param {Door} door */
function line(door) {
  const template = /** @type {HTMLTemplateElement} */ (find("[data-slot=doors] > template"));
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  drawWhose(find("span", made), door, "mini");
  find("b", made).textContent = door.name;
  const button = find("button", made);
  button.ariaLabel = `${button.textContent}: ${door.name}`;
  button.addEventListener("click", () => {
    takeDoor(door.key);
    changed("taken", [door]);
    find(keptDoors().length > 0 ? "#kept-doors" : "[role=switch]").focus();
  });
  return made;
}

/** @param {"on" | "off" | "taken" | "back"} what @param {Door[]} [gone] */
function changed(what, gone = []) {
  taken = gone;
  draw();
  const said = find("[data-slot=said]");
  said.textContent = said.dataset[what] ?? "";
}

find("[role=switch]").addEventListener("click", () => {
  const before = keptDoors();
  if (areOn()) {
    turnOff();
    changed("off", before);
  } else {
    turnOn();
    changed("on");
  }
});
find("[data-slot=undo] button").addEventListener("click", () => {
  turnOn();
  taken.forEach(keepDoor);
  changed("back");
  find("[role=switch]").focus();
});

followLanguage();
draw();
api.portal().then((answer) => {
  const isOffered = answer.kind !== "ok" || answer.body.doors;
  find("[data-slot=doors]").hidden = !isOffered;
  find("[data-slot=not-here]").hidden = isOffered;
});
