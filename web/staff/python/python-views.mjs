/** The views that Python draws: what shows until it is there, and what it is given to work with. */

import { fill, piece } from "../shell/bind.mjs";
import { Python } from "./python.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {import("./types").PythonState} PythonState */

const OFFICE = ["people", "badges", "sign-ins", "roster", "keys", "record", "settings", "view-as"];
const VIEWS = ["print", "align", "apps", "app", "new-app", ...OFFICE];

/** The views by name, and what brings Python ahead of the first. */
export function pythonViews() {
  /** @type {PythonView | null} */
  let shown = null;
  const python = new Python({
    program: CONSOLE,
    late: /** @type {import("../../shared/types").LateAddresses} */ (LATE.python),
    onState: (state, done, total) => shown?.tell(state, done, total),
  });
  /** @type {import("../shell/console.mjs").Open} */
  const open = (console, route) => (shown = new PythonView(python, console, route));
  return { begin: () => python.begin(), views: Object.fromEntries(VIEWS.map((name) => [name, open])) };
}

class PythonView {
  root = document.createElement("section");
  #python;
  #console;
  #route;

  /** @param {Python} python @param {Console} console @param {Route} route */
  constructor(python, console, route) {
    this.#python = python;
    this.#console = console;
    this.#route = route;
    this.#show();
  }

  leave() {
    this.#python.leave();
  }

  /** How far Python is. @param {PythonState} state @param {number} done @param {number} total bytes */
  tell(state, done, total) {
    if (state === "loading" && total) fill(this.root, { bar: { value: done / total } });
    if (state === "failed") this.#failed();
  }

  async #show() {
    if (this.#python.state !== "ready") this.root.replaceChildren(piece("getting"));
    const { name, id, query } = this.#route;
    const asked = new URLSearchParams(query);
    if (id) asked.set("id", id);
    await this.#python.show(name, this.root, {
      me: this.#console.me,
      query: asked,
      go: (view, to) => this.#console.go(view, to),
      ask: (method, path, body) => this.#console.ask(method, path, body),
      secondStep: () => this.#console.secondStep(),
      say: (text) => this.#console.tell(text),
    });
    this.#arrived();
  }

  /** The heading takes the focus, unless somebody has gone elsewhere meanwhile. */
  #arrived() {
    const heading = /** @type {HTMLElement | null} */ (this.root.querySelector("h1"));
    if (!heading || !this.root.isConnected) return;
    this.#console.named(heading.textContent ?? "");
    const { activeElement: active } = document;
    if (!active || active === document.body) heading.focus();
  }

  #failed() {
    const failed = piece("getting-failed");
    failed
      .querySelector("[data-action=begin-again]")
      ?.addEventListener("click", () => this.#show(), { once: true });
    this.root.replaceChildren(failed);
  }
}
