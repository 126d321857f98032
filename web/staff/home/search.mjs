/** Find: from two letters, as one types; arrow down and Enter give the code of a child. */

import { fill, made, slot } from "../shell/bind.mjs";
import { address } from "../shell/routes.mjs";
import { badgeState, kidDoor, nameOf } from "../shell/people.mjs";
import { counted, word } from "../shell/words.mjs";
import { marked } from "./matching.mjs";

/** @typedef {import("../shared/types").FoundRow} FoundRow */

const LEAST = 2;
const PAUSE_MS = 120;
const AT_MOST = 50;

/** The search of the home view. */
export class Search {
  #turn = 0;
  #timer = 0;
  #shown = "";
  #root;
  #console;
  #field;

  /**
   * @param {HTMLElement} root @param {import("../shell/console.mjs").Console} console
   * @param {(query: string) => void} onQuery what is looked for now; empty if nothing
   */
  constructor(root, console, onQuery) {
    this.#root = root;
    this.#console = console;
    this.#field = /** @type {HTMLInputElement} */ (root.querySelector("#find-field"));
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => onQuery(this.query), PAUSE_MS);
    });
    root.querySelector("[data-form=find]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      onQuery(this.query);
    });
    root.addEventListener("keydown", (event) => this.#keyed(event, onQuery));
    slot(root, "hits").addEventListener("click", ({ target }) =>
      this.#clicked(/** @type {Element} */ (target)),
    );
  }

  get field() {
    return this.#field;
  }

  get query() {
    const typed = this.#field.value.trim();
    return typed.length >= LEAST ? typed : "";
  }

  /** Show what is found for a query, or nothing. @param {string} query */
  async show(query) {
    const turn = ++this.#turn;
    if (this.query !== query) this.#field.value = query;
    if (query === this.#shown && query) return;
    this.#shown = query;
    if (!query) return this.#clear();
    const asked = new URLSearchParams({ q: query, limit: String(AT_MOST) });
    const answer = await this.#console.get(`staff/students?${asked}`);
    if (turn !== this.#turn || answer.kind !== "ok") return;
    this.#list(query, answer.body.students, answer.body.more);
  }

  #clear() {
    fill(this.#root, { hits: [], results: false });
    slot(this.#root, "find-go").className = "go";
  }

  /** @param {string} query @param {FoundRow[]} rows @param {boolean} more */
  #list(query, rows, more) {
    slot(this.#root, "find-go").className = rows.length ? "plain" : "go";
    const { nobody = "" } = slot(this.#root, "count").dataset;
    fill(this.#root, {
      results: true,
      count: rows.length ? counted("matches", rows.length, { q: query }) : nobody,
      nobody: rows.length === 0,
      hint: rows.length > 0,
      more,
      hits: rows.map((row, place) => hit(row, query, place === 0)),
    });
  }

  /** @param {Element} target */
  #clicked(target) {
    const button = target.closest("[data-action=code]");
    const id = button?.closest("li")?.dataset.id;
    if (id) this.#console.go("student", { id }, "code");
  }

  /** @param {KeyboardEvent} event @param {(query: string) => void} onQuery */
  #keyed(event, onQuery) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.#root.querySelectorAll("[data-action=code]")]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (event.key === "Escape" && this.#root.contains(document.activeElement)) {
      this.#field.value = "";
      this.#field.focus();
      onQuery("");
    } else if (step && (at >= 0 || document.activeElement === this.#field)) {
      event.preventDefault();
      (buttons[at + step] ?? (at + step < 0 ? this.#field : buttons[at]))?.focus();
    }
  }
}

/** @param {FoundRow} row @param {string} query @param {boolean} isFirst */
function hit(row, query, isFirst) {
  const name = nameOf(row);
  const places = [...row.classes.map(({ title }) => title), row.school?.name ?? "", row.username];
  const item = made("hit", {
    picture: kidDoor(row.picture),
    name: { href: address("student", { id: row.id }), nodes: marked(name, query).map(asNode) },
    where: places.filter(Boolean).join(", "),
    badge: badgeState(row),
    code: { label: word("code_for", { name }), addClass: isFirst ? "go" : "plain" },
  });
  item.dataset.id = row.id;
  return item;
}

/** @param {import("./matching.mjs").Part} part */
function asNode({ text, hit: isHit }) {
  if (!isHit) return document.createTextNode(text);
  return Object.assign(document.createElement("mark"), { textContent: text });
}
