/** Head and rail: who is in, where one can go, and Find in the head of every view but Today. */

import { rememberLanguage } from "../../shared/language.mjs";
import { fill, piece, slot } from "./bind.mjs";

/** @typedef {import("../shared/types").Me} Me */

const OF_A_SCHOOL = ["badge_manager", "school_lead", "district_administrator"];
const OF_LEADS = ["school_lead", "district_administrator"];
const OF_ADMINISTRATORS = ["district_administrator"];

/** Who finds what in the rail; what is not named is everybody's. @type {Record<string, string[]>} */
const FOR = {
  people: OF_LEADS,
  badges: OF_A_SCHOOL,
  "sign-ins": OF_ADMINISTRATORS,
  apps: OF_ADMINISTRATORS,
  roster: OF_ADMINISTRATORS,
  keys: OF_ADMINISTRATORS,
  settings: OF_ADMINISTRATORS,
};
/** Which place of the rail is current where it has another name. @type {Record<string, string>} */
const IN_RAIL = {
  class: "classes",
  void: "classes",
  student: "classes",
  align: "print",
  app: "apps",
  "new-app": "apps",
  substitutes: "today",
  slips: "classes",
};
/** Where Find is a part of the view itself. */
const WITH_FIND = ["today", "find"];

/** The frame round whatever shows. */
export class Frame {
  #console;

  /** @param {import("./console.mjs").Console} console */
  constructor(console) {
    this.#console = console;
    for (const link of document.querySelectorAll("[data-action=language]"))
      link.addEventListener("click", (event) => this.#follow(event, /** @type {HTMLAnchorElement} */ (link)));
    for (const button of document.querySelectorAll("[data-action=sign-out]"))
      button.addEventListener("click", () => console.signOut());
  }

  /** Somebody is in. @param {Me} me */
  show({ person, grants, settings }) {
    const kinds = grants.map(({ kind }) => kind);
    fill(document.body, { me: person.display_name, out: true, rail: true });
    const name = settings.portal_name ?? settings.district;
    const school = document.querySelector("[data-school]");
    if (name && school) school.textContent = name;
    for (const item of document.querySelectorAll("[data-rail]")) {
      const wanted = FOR[/** @type {HTMLElement} */ (item).dataset.rail ?? ""];
      item.toggleAttribute(
        "hidden",
        Boolean(wanted) && !wanted?.some((kind) => kinds.includes(/** @type {any} */ (kind))),
      );
    }
  }

  /** Whether the door stands before all this. @param {boolean} isShut */
  shut(isShut) {
    slot(document.body, "head").classList.toggle("alone", isShut);
    for (const name of ["me", "out", "rail"]) slot(document.body, name).hidden = isShut;
    if (isShut) fill(document.body, { "seek-place": false });
  }

  /** Mark where one is. @param {string} name of the view */
  mark(name) {
    const current = IN_RAIL[name] ?? (name === "find" && !isNarrow() ? "today" : name);
    for (const link of document.querySelectorAll("[data-go]"))
      if (/** @type {HTMLElement} */ (link).dataset.go === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    const place = slot(document.body, "seek-place");
    place.hidden = WITH_FIND.includes(name);
    if (place.hidden) place.replaceChildren();
    else if (!place.firstChild) place.append(this.#seek());
  }

  #seek() {
    const form = /** @type {HTMLFormElement} */ (piece("seek"));
    const find = () => this.#console.go("find", { q: form.q.value.trim() });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      find();
    });
    form.addEventListener("input", () => form.q.value.trim().length >= 2 && find());
    return form;
  }

  /** The same place in another language. @param {Event} event @param {HTMLAnchorElement} link */
  #follow(event, link) {
    event.preventDefault();
    rememberLanguage(link.lang);
    location.replace(link.href + location.hash);
  }
}

const isNarrow = () => matchMedia("(max-width: 60rem)").matches;
