/** Whose dashboard it is: the name, and the picture, in the open door too. */

import { find, screen } from "../view.mjs";
import { background } from "./tiles.mjs";

/** @typedef {Pick<import("../../shared/types").Dashboard["person"], "picture" | "colour">} Look */

/** @param {import("../../shared/types").Dashboard["person"]} person */
export function fillWhose(person) {
  const { given_name, picture, colour } = person;
  const board = screen("dashboard");
  find("[data-testid=student-name]", board).textContent = given_name;
  find("[data-action=not-me]", board).dataset.testid = given_name && "not-me";
  drawWhose(find("[data-slot=picture]", board), person, "mini");
  find("[data-slot=own-door]", screen("success")).setAttribute("class", `arc arc-4 ${background(colour)}`);
  find("[data-slot=picture] use", screen("success")).setAttribute("href", `#picture-${picture}`);
}

/** Put somebody's picture and colour in a small door. @param {HTMLElement} place @param {Look} look @param {string} kind of door */
export function drawWhose(place, { picture, colour }, kind) {
  place.className = `${kind} ${background(colour)}`;
  find("use", place).setAttribute("href", `#picture-${picture}`);
}
