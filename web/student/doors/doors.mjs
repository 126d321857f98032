/**
 * A family's device: in place of the one door each child's own, which says who is going in and lets nobody in; and the
 * offer to keep one, on the dashboard, where a grown-up turned doors on.
 */

import * as api from "../../shared/api.mjs";
import { drawWhose } from "../dashboard/whose.mjs";
import { find, screen } from "../view.mjs";
import { areOn, keepDoor, keptDoors, takeDoor, turnOff } from "./kept-doors.mjs";

/** @typedef {import("../../shared/types").Dashboard["person"]} Person */
/** @typedef {import("../sign-in-client.mjs").Proof} Proof */

/** By whose door somebody goes in; empty if by none. */
let expected = "";
/** Whoever is in. @type {Person | null} */
let here = null;
/** What they typed to come in. @type {string | null} */
let username = null;

/** Show the doors that are kept here, or the one door again. */
export function showDoors() {
  draw();
  if (!areOn()) return;
  api.portal().then((answer) => {
    if (answer.kind !== "ok" || answer.body.doors) return;
    turnOff(); // the district wants none any more
    draw();
  });
}

/** Whether somebody else came than the one whose door was tapped. @param {Person} person */
export const isAnothers = ({ key }) => expected !== "" && expected !== key;

/** How somebody comes in: a door may be kept for it. @param {Proof} proof */
export function noteProof(proof) {
  username = "username" in proof ? proof.username : null;
}

/** Offer to keep the door of whoever is in, or to take it away; nobody's is offered to nobody. @param {Person | null} person */
export function offerDoor(person) {
  here = person;
  expected = "";
  if (!person) username = null;
  const mine = person && keptDoors().find(({ key }) => key === person.key);
  if (mine) keepDoor({ ...mine, name: person.given_name, picture: person.picture, colour: person.colour });
  const offer = /** @type {HTMLDetailsElement} */ (find("[data-slot=offer-door]", screen("dashboard")));
  offer.hidden = !areOn() || person?.role !== "student";
  if (!person) offer.open = false;
  tellKept("");
  drawOffer();
  draw();
}

function drawOffer() {
  const offer = find("[data-slot=offer-door]", screen("dashboard"));
  const isKept = keptDoors().some(({ key }) => key === here?.key);
  find("[data-action=keep-door]", offer).hidden = isKept;
  find("[data-action=take-door]", offer).hidden = !isKept;
  find("[data-slot=keeps-username]", offer).hidden = username === null;
}

/** @param {"kept" | "taken" | "full" | ""} what */
function tellKept(what) {
  const place = find("[data-slot=door-kept]", screen("dashboard"));
  place.textContent = place.dataset[what] ?? "";
}

function draw() {
  const start = screen("start");
  start.querySelector("[data-slot=doors]")?.remove();
  const doors = keptDoors();
  start.toggleAttribute("data-doors", doors.length > 0);
  if (doors.length === 0) return;
  const made = copyOf("doors");
  find("ul", made).append(...doors.map(ownDoor));
  start.prepend(made);
}

/** @param {import("./kept-doors.mjs").Door} door */
function ownDoor(door) {
  const made = copyOf("own-door");
  const button = find("button", made);
  button.dataset.door = door.key;
  button.dataset.action = door.username === null ? "scan" : "password";
  drawWhose(find("span", button), door, "whom");
  find("b", button).textContent = door.name;
  return made;
}

/** @param {string} name @returns {DocumentFragment} */
function copyOf(name) {
  const template = find(`template[data-template=${name}]`);
  return /** @type {DocumentFragment} */ (
    /** @type {HTMLTemplateElement} */ (template).content.cloneNode(true)
  );
}

/** The dashboard's two buttons, by `data-action`. @type {Record<string, () => void>} */
const ACTIONS = {
  "keep-door": () => changed(keepOwn() ? "kept" : "full", "take-door"),
  "take-door": () => {
    if (here) takeDoor(here.key);
    changed("taken", "keep-door");
  },
};

function keepOwn() {
  if (!here) return false;
  const { key, given_name: name, picture, colour } = here;
  return keepDoor({ key, name, picture, colour, username });
}

/** @param {"kept" | "taken" | "full"} what @param {string} next the button that takes the other's place */
function changed(what, next) {
  drawOffer();
  draw();
  tellKept(what);
  find(`[data-action=${next}]`, screen("dashboard")).focus();
}

// Heard after the page's own buttons: the form shows already when a door fills in who it is.
document.addEventListener("click", ({ target }) => {
  const control = /** @type {Element} */ (target).closest("button, a");
  const { action = "", door = "" } = /** @type {HTMLElement | null} */ (control)?.dataset ?? {};
  ACTIONS[action]?.();
  if (control?.closest("[data-screen=start]")) expected = door;
  const known = keptDoors().find(({ key }) => key === door)?.username;
  if (!known) return;
  /** @type {HTMLInputElement} */ (find("#username-field")).value = known;
  find("#password-field").focus();
});
