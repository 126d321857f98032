/** What shows and sounds over the camera while a badge is looked for: a hint, which grows after a while, and the arcs. */

import { sounds } from "../student/sounds.mjs";
import * as view from "../student/view.mjs";

const NOTHING_FOUND_MS = 20_000;

/** Over one scan after another. */
export class Guidance {
  #lit = 0;
  #slow = 0;

  /** A scan begins. */
  begin() {
    this.#lit = 0;
    view.showHint("look", 0);
    view.showSlow(false);
    this.#slow = setTimeout(() => view.showSlow(true), NOTHING_FOUND_MS);
  }

  /** A frame held no badge: show what would help. @param {string} hint @param {number} lit */
  show(hint, lit) {
    view.showHint(hint, lit);
    if (lit > this.#lit) (lit === 1 ? sounds.seen : sounds.near)();
    this.#lit = lit;
    if (hint === "wrong" || hint === "one") sounds.notThis();
  }

  /** The camera goes off. */
  end() {
    clearTimeout(this.#slow);
  }
}
