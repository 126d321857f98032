/** The console's Python, as the page knows it: begun once, then views are shown by their names. */

import { LatePart } from "../../shared/late-part.mjs";

/** @typedef {import("./types").PythonState} PythonState */
/** @typedef {import("./types").ShownBy} ShownBy */
/** @typedef {import("./types").Console} Console */

export class Python {
  /** @type {PythonState} */
  state = "idle";
  /** @type {Promise<Console> | null} */
  #coming = null;
  /** What is to be shown now; what was asked for before it is not drawn any more. @type {object | null} */
  #wanted = null;
  #part;
  #program;
  #onState;

  /**
   * @param {{
   *   program: typeof CONSOLE,
   *   late: import("../../shared/types").LateAddresses,
   *   onState?: (state: PythonState, done: number, total: number) => void,
   * }} options bytes as they travel
   */
  constructor({ program, late, onState = () => {} }) {
    this.#program = program;
    this.#onState = onState;
    const { html, ...files } = late;
    // its screens are templates: they are kept by the part itself, and never stand in the page
    this.#part = /** @type {LatePart<typeof import("./console.mjs")>} */ (new LatePart(files));
    this.templates = document.documentElement.dataset[html ?? ""] ?? "";
  }

  /** Bring Python, once; what did not come is asked for anew when begun again. Never rejects. */
  async begin() {
    await this.#begun().catch(() => {});
  }

  /**
   * Draw a view into an element that is empty, as soon as Python is there. Never rejects: where Python will not come,
   * the state says so.
   * @param {string} view @param {HTMLElement} root @param {ShownBy} by
   */
  async show(view, root, by) {
    const wanted = {};
    this.#wanted = wanted;
    const python = await this.#begun().catch(() => null);
    if (python && this.#wanted === wanted) await python.show(view, root, by);
  }

  /** Whatever shows is about to go. */
  leave() {
    this.#wanted = null;
    this.#coming?.then((python) => python.leave()).catch(() => {});
  }

  #begun() {
    this.#coming ??= this.#bring().catch((error) => {
      this.#coming = null;
      this.#tell("failed", 0, 0);
      throw error;
    });
    return this.#coming;
  }

  async #bring() {
    this.#tell("loading", 0, 0);
    await this.#part.bring();
    if (!this.#part.script) throw new Error("the console's scripts did not come");
    const console = await this.#part.script.start(this.#program, this.templates, (state, done, total) =>
      this.#tell(state, done, total),
    );
    this.#tell("ready", 1, 1);
    return console;
  }

  /** @param {PythonState} state @param {number} done @param {number} total */
  #tell(state, done, total) {
    this.state = state;
    this.#onState(state, done, total);
  }
}
