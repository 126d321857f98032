/** Nobody answers: what waits is asked again by itself, soon and whenever somebody says so; nothing typed is lost. */

import { fill, made, slot } from "./bind.mjs";
import { span } from "./when.mjs";
import { language, word } from "./words.mjs";

const AGAIN_S = 8;

/** @typedef {{ keep: string | undefined, resolve: (again: boolean) => void }} Waiting */

/** Everything that waits for the server to answer again. */
export class Away {
  /** @type {Set<Waiting>} */
  #waiting = new Set();
  #clock = 0;
  #left = 0;
  #banner;
  #onChange;

  /** @param {HTMLElement} banner @param {(isAway: boolean) => void} onChange */
  constructor(banner, onChange) {
    this.#banner = banner;
    this.#onChange = onChange;
    banner.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    addEventListener("online", () => this.tryNow());
  }

  /** Wait until it is time to ask again; false if somebody says not to. @param {string} [keep] what it is called */
  wait(keep) {
    return new Promise((/** @type {(again: boolean) => void} */ resolve) => {
      this.#waiting.add({ keep, resolve });
      if (!this.#clock) this.#begin();
      this.#list();
    });
  }

  /** Ask everything again. */
  tryNow() {
    const waiting = [...this.#waiting];
    this.#end();
    for (const { resolve } of waiting) resolve(true);
  }

  #begin() {
    this.#left = AGAIN_S;
    this.#clock = setInterval(() => this.#tick(), 1000);
    this.#onChange(true);
    this.#show();
  }

  #tick() {
    this.#left -= 1;
    if (this.#left <= 0) this.tryNow();
    else this.#show();
  }

  #end() {
    clearInterval(this.#clock);
    this.#clock = 0;
    this.#waiting.clear();
    this.#banner.hidden = true;
    this.#onChange(false);
  }

  #show() {
    this.#banner.hidden = false;
    fill(this.#banner, { trying: word("trying", { time: span(this.#left, language()) }) });
  }

  #list() {
    const kept = [...this.#waiting].filter(({ keep }) => keep);
    slot(this.#banner, "kept").hidden = kept.length === 0;
    slot(this.#banner, "kept-list").replaceChildren(
      ...kept.map((each) => {
        const item = made("kept", { what: each.keep ?? "" });
        slot(item, "drop").addEventListener("click", () => this.#drop(each));
        return item;
      }),
    );
  }

  /** @param {Waiting} waiting */
  #drop(waiting) {
    this.#waiting.delete(waiting);
    waiting.resolve(false);
    if (this.#waiting.size) this.#list();
    else this.#end();
  }

  /** @param {Element} target */
  #clicked(target) {
    if (target.closest("[data-action=try-now]")) this.tryNow();
  }
}
