/** What each app is told of whoever is signed in, as the server says it. */

import "../../not-found/not-found.mjs";
import * as api from "../../shared/api.mjs";
import { showPhones } from "../../family/phones.mjs";
import { inPageLanguage } from "../../shared/language.mjs";

/**
 * @typedef {{
 *   id: string,
 *   names: import("../../shared/types").Names,
 *   signs_in: boolean,
 *   claims: string[],
 *   last_opened: number | null,
 * }} Receipt
 */

const day = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, {
  dateStyle: "long",
  timeStyle: "short",
});

/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [within] @returns {T} */
const find = (selector, within = document) => /** @type {T} */ (within.querySelector(selector));

api.receipts().then((answer) => {
  const page = find("[data-state]");
  if (answer.kind === "ok") {
    find("[data-slot=list]").replaceChildren(...answer.body.apps.map(receipt));
    find("[data-slot=unwanted]").hidden = false;
    showPhones();
    page.dataset.state = "told";
  } else {
    find("[data-slot=out]").hidden = false;
    page.dataset.state = "out";
  }
});

/** @param {Receipt} app */
function receipt({ id, names, signs_in, claims, last_opened }) {
  /** @type {HTMLTemplateElement} */
  const template = find("template[data-template=receipt]");
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const section = find("section", made);
  section.id = id;
  find("h2", section).textContent = inPageLanguage(names);
  find("[data-slot=nothing]", section).hidden = signs_in;
  find("[data-slot=told]", section).hidden = !signs_in;
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-claim]")))
    if (!claims.includes(item.dataset.claim ?? "")) item.remove();
  if (last_opened) {
    find("[data-slot=opened]", section).hidden = false;
    find("[data-slot=opened-at]", section).textContent = day.format(last_opened * 1000);
  }
  return section;
}

/** On paper nothing is folded away. */
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
find("[data-action=print]").addEventListener("click", () => print());
