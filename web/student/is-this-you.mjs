/**
 * "Is this you?": a badge says whose it is, not who holds it. The session has begun and nothing of it shows; whoever
 * goes on another way, or does not answer, leaves it.
 */

import { find, screen, show } from "./view.mjs";
import { drawWhose } from "./dashboard/whose.mjs";

/** No child is hurried; a device that was put down does not wait for ever. */
const WAITS_MS = 60_000;

/**
 * Ask whether somebody is this person.
 * @param {import("../shared/types").Dashboard["person"]} person
 * @param {AbortSignal} leaving somebody goes on another way
 * @returns {Promise<boolean>} false if nobody said yes
 */
export function isThisYou(person, leaving) {
  const template = /** @type {HTMLTemplateElement} */ (find("template[data-template=confirm]"));
  find("main").append(template.content.cloneNode(true));
  const asking = screen("confirm");
  drawWhose(find("[data-slot=picture]", asking), person, "whom");
  find("[data-slot=name]", asking).textContent = person.given_name;
  show("confirm");
  const yes = find("[data-action=yes]", asking);
  yes.focus();
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ said) => {
      clearTimeout(waiting);
      show("checking"); // until whatever comes now shows
      asking.remove();
      resolve(said);
    };
    const waiting = setTimeout(() => end(false), WAITS_MS);
    yes.addEventListener("click", () => end(true), { once: true });
    leaving.addEventListener("abort", () => end(false), { once: true });
  });
}
