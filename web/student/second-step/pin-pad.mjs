/** The number pad: what is tapped shows as full doors, never as digits. Digit keys and Backspace work too. */

import * as view from "../view.mjs";
import { fillSlots } from "./slots.mjs";

/** Takes one secret number after another. */
export class PinPad {
  screen = "pin";
  #digits = "";
  #length = 4;
  #onGo;

  /** @param {(digits: string) => void} onGo somebody tapped enough, and wants to go on */
  constructor(onGo) {
    this.#onGo = onGo;
  }

  /** Take so many digits. @param {number} length */
  begin(length) {
    this.#length = length;
  }

  /** Nothing is tapped. */
  clear() {
    this.#digits = "";
    this.#show();
  }

  /** @param {string} digit */
  tap(digit) {
    if (this.#digits.length >= this.#length) return;
    this.#digits += digit;
    this.#show();
  }

  takeBack() {
    this.#digits = this.#digits.slice(0, -1);
    this.#show();
  }

  /** Go on, if enough is tapped; else lead back to the pad. */
  go() {
    if (this.#digits.length === this.#length) this.#onGo(this.#digits);
    else view.find("[data-digit]").focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key } = event;
    const isResting = view.find("[data-digit]").matches(":disabled");
    if (event.ctrlKey || event.metaKey || event.altKey || isResting) return;
    if (/^[0-9]$/.test(key)) this.tap(key);
    else if (key === "Backspace") this.takeBack();
    else if (key === "Enter" && !(/** @type {Element} */ (event.target).closest("a, button"))) this.go();
    else return;
    event.preventDefault();
  }

  /** @param {string} digits */
  proof = (digits) => ({ pin: digits });

  #show() {
    fillSlots(view.screen(this.screen), this.#digits.length, this.#length);
  }
}
