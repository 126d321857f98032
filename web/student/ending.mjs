/** The last minute before the door closes: a screen says it, and a tap or a key keeps the door open where it can. */

import { current, find, screen, show } from "./view.mjs";

const ASKS = "ending";
/** The session has lasted as long as it may. */
const TELLS = "ending-last";
/** An arc goes out each time so many seconds have passed; in the last of them the words change. */
const ARC_S = 20;
/** Keys that only lead about. */
const PASSING = ["Tab", "Shift", "Control", "Alt", "Meta"];

/** One ending after another. */
export class Ending {
  #isDismissed = false;
  /** What had the focus on the dashboard. */
  #focused = "";
  #onStay;

  /** @param {() => void} onStay somebody is here: ask the server for more time */
  constructor(onStay) {
    this.#onStay = onStay;
    for (const kind of ["click", "keydown"]) document.addEventListener(kind, (event) => this.#touched(event));
  }

  /** So many seconds are left. @param {number} seconds @param {boolean} isLast whether nobody can make them more */
  tell(seconds, isLast) {
    const name = isLast ? TELLS : ASKS;
    if (current() === "dashboard" && !this.#isDismissed) this.#open(name);
    if (current() !== name) return;
    const section = screen(name);
    section.dataset.lit = String(Math.min(3, Math.ceil(seconds / ARC_S)));
    const words = find("[data-slot=left]", section);
    const said = (seconds > ARC_S ? words.dataset.soon : words.dataset.now) ?? "";
    if (words.textContent !== said) words.textContent = said;
  }

  /** There is time again. */
  end() {
    this.#isDismissed = false;
    if (current() !== ASKS) return;
    screen(ASKS).ariaBusy = null;
    queueMicrotask(() => this.#returnFocus());
  }

  /** @param {string} name */
  #open(name) {
    const { app = "", action = "" } = /** @type {HTMLElement} */ (document.activeElement).dataset;
    this.#focused = app ? `[data-app="${CSS.escape(app)}"]` : action && `[data-action=${action}]`;
    show(name);
    find("[data-action=stay]", screen(name)).focus();
  }

  #returnFocus() {
    if (this.#focused && current() === "dashboard")
      screen("dashboard")
        .querySelector(/** @type {"a"} */ (this.#focused))
        ?.focus();
  }

  /** Any tap and any key says that somebody is here, but for those that do something else. @param {Event} event */
  #touched(event) {
    const control = /** @type {Element} */ (event.target).closest("a, button");
    const isOther = control && control.getAttribute("data-action") !== "stay";
    const { key = "" } = /** @type {Partial<KeyboardEvent>} */ (event);
    if (isOther || PASSING.includes(key)) return;
    const name = current();
    if (name === ASKS) this.#stay();
    else if (name === TELLS && (key ? key === "Escape" : control)) this.#dismiss();
    else return;
    event.preventDefault();
  }

  #stay() {
    const section = screen(ASKS);
    if (section.ariaBusy) return;
    section.ariaBusy = "true";
    this.#onStay();
  }

  #dismiss() {
    this.#isDismissed = true;
    show("dashboard");
    this.#returnFocus();
  }
}
