/** How far somebody is with their secret: tapping the one they have, or choosing one, twice the same. */

/** @typedef {"enter" | "choose" | "again"} Mode */
/** @typedef {Mode | "second" | "differ" | "easy" | "wrong" | "wait"} Say what the page says */

/** One secret, as long as it is being tapped. */
export class Secret {
  /** @type {Mode} */
  mode;
  #first = "";

  /** @param {boolean} isSet whether there is one already */
  constructor(isSet) {
    this.isSet = isSet;
    this.mode = isSet ? "enter" : "choose";
  }

  /**
   * Somebody tapped it.
   * @param {string} tapped
   * @returns {{ step: "" | "/choice", say: Say } | { step: null, say: Say }} where it is sent, or what is to be said first
   */
  take(tapped) {
    const before = this.mode;
    if (before === "enter") return { step: "", say: before };
    if (before === "choose") {
      this.#first = tapped;
      this.mode = "again";
      return { step: null, say: "again" };
    }
    const isSame = tapped === this.#first;
    this.#first = "";
    this.mode = "choose";
    return isSame ? { step: "/choice", say: before } : { step: null, say: "differ" };
  }
}
