/** A view that is not needed at once: it comes, with its screens, when somebody goes there. */

import { piece } from "./bind.mjs";

/** @typedef {import("./console.mjs").Console} Console */
/** @typedef {import("./console.mjs").Open} Open */
/** @typedef {import("./console.mjs").View} View */
/** @typedef {import("../../shared/late-part.mjs").LatePart<{ open: Open }>} Part */

/** How a view is opened that stands in a late part of the page. @param {Part} part @returns {Open} */
export const lateView = (part) => (console, route, intent) =>
  part.script?.open(console, route, intent) ??
  new Coming(part, console, (it) => it.open(console, route, intent));

/** What shows in its place meanwhile. */
class Coming {
  root = document.createElement("section");
  /** @type {View | null} */
  #view = null;
  #part;
  #console;
  #open;

  /** @param {Part} part @param {Console} console @param {(script: { open: Open }) => View} open */
  constructor(part, console, open) {
    this.#part = part;
    this.#console = console;
    this.#open = open;
    this.#bring();
  }

  refresh() {
    this.#view?.refresh?.();
  }

  leave() {
    this.#view?.leave?.();
  }

  async #bring() {
    this.root.replaceChildren(piece("getting"));
    await this.#part.bring();
    if (!this.root.isConnected) return;
    if (this.#part.script) this.#show(this.#open(this.#part.script));
    else this.#failed();
  }

  /** @param {View} view */
  #show(view) {
    this.#view = view;
    this.root.replaceChildren(view.root);
    const heading = view.root.querySelector("h1");
    this.#console.named(heading?.textContent ?? "");
    heading?.focus();
  }

  #failed() {
    const failed = piece("getting-failed");
    failed.querySelector("[data-action=begin-again]")?.addEventListener("click", () => this.#bring());
    this.root.replaceChildren(failed);
  }
}
