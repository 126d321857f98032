/** Whose dashboard it is: the name, and the picture, in the open door too. */

import { find, screen } from "../view.mjs";
import { background } from "./tiles.mjs";

/** @param {import("../../shared/types").Dashboard["person"]} person */
export function fillWhose({ given_name, picture, colour }) {
  const board = screen("dashboard");
  find("[data-testid=student-name]", board).textContent = given_name;
  find("[data-slot=picture]", board).className = `mini ${background(colour)}`;
  find("[data-slot=own-door]", screen("success")).setAttribute("class", `arc arc-4 ${background(colour)}`);
  for (const place of [board, screen("success")])
    find("[data-slot=picture] use", place).setAttribute("href", `#picture-${picture}`);
}
