/**
 * Two pictures out of twelve. Each time they lie elsewhere, so that who watches from afar sees no place. While they are
 * chosen the two show; while they are asked for, only how many are tapped.
 */

import * as view from "../view.mjs";
import { shuffled } from "./shuffled.mjs";
import { fillSlots } from "./slots.mjs";

/** @typedef {import("./secret.mjs").Mode} Mode */
/** @typedef {import("./secret.mjs").Say} Say */

const TWO = 2;

/** Takes one pair of pictures after another. */
export class PicturePicker {
  screen = "pictures";
  /** @type {string[]} */
  #chosen = [];
  /** @type {Mode} */
  #mode = "enter";
  #onGo;
  #tell;

  /** @param {(pair: string) => void} onGo @param {(say: Say) => void} tell what to do next */
  constructor(onGo, tell) {
    this.#onGo = onGo;
    this.#tell = tell;
  }

  begin() {}

  /** Nothing is tapped; the pictures change their places. @param {Mode} mode */
  clear(mode) {
    this.#mode = mode;
    this.#chosen = [];
    const grid = view.find("[data-slot=pictures]");
    grid.append(...shuffled([...grid.children]));
    this.#show();
  }

  /** Take a picture, or lay it back. With two, the next takes the place of the last. @param {string} name */
  tap(name) {
    const isBack = this.#chosen.includes(name);
    this.#chosen = isBack
      ? this.#chosen.filter((each) => each !== name)
      : [...this.#chosen.slice(0, TWO - 1), name];
    this.#show();
    if (this.#mode === "choose") this.#tell(this.#chosen.length === 0 ? "choose" : "second");
  }

  /** Go on, if two are tapped; else lead back to the pictures. */
  go() {
    if (this.#chosen.length === TWO) this.#onGo([...this.#chosen].sort().join("+"));
    else view.find("[data-picture]").focus();
  }

  /** @param {string} pair */
  proof = (pair) => ({ pictures: pair.split("+") });

  #show() {
    const screen = view.screen(this.screen);
    const isOpen = this.#mode === "choose";
    screen.toggleAttribute("data-choosing", isOpen);
    for (const button of view.findAll("[data-picture]", screen))
      button.ariaPressed = String(this.#chosen.includes(button.dataset.picture ?? ""));
    fillSlots(screen, this.#chosen.length, TWO);
    for (const [place, slot] of view.findAll(".slots > *", screen).entries()) {
      const picked = isOpen && this.#chosen[place];
      const drawing = picked && view.find(`[data-picture=${picked}] .paper`, screen).cloneNode(true);
      slot.replaceChildren(...(drawing ? [drawing] : []));
    }
  }
}
