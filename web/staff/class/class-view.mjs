/** One class: who is in, who has a badge, and what can be done with all, some or one of them. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { say } from "../shell/live.mjs";
import { badgeState, isLead, kidDoor, nameOf, today } from "../shell/people.mjs";
import { address } from "../shell/routes.mjs";
import { day } from "../shell/when.mjs";
import { capital, counted, language, word } from "../shell/words.mjs";
import { moveByKeys } from "./row-keys.mjs";
import { arranged, counts, FILTERS, isYoung, nextSort } from "./rows.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {import("../shared/types").Row} Row */
/** @typedef {import("../shared/types").ClassSummary} ClassSummary */

/** @type {import("../shell/console.mjs").Open} */
export const openClass = (console, route) => new ClassView(console, route);

const SORTS = ["name", "badge", "today", "last"];

class ClassView {
  #console;
  /** @type {Route} */
  #route;
  /** @type {ClassSummary | null} */
  #class = null;
  /** @type {Row[]} */
  #rows = [];
  /** @type {Set<string>} */
  #picked = new Set();
  root = piece("class-page");

  /** @param {Console} console @param {Route} route */
  constructor(console, route) {
    this.#console = console;
    this.#route = route;
    this.root.addEventListener("click", (event) => this.#clicked(event));
    this.root.addEventListener("change", ({ target }) =>
      this.#ticked(/** @type {HTMLInputElement} */ (target)),
    );
    this.root.addEventListener("keydown", (event) => moveByKeys(event, this.root));
    this.refresh();
  }

  /** @param {Route} route */
  update(route) {
    if (route.name !== "class" || route.id !== this.#route.id) return false;
    this.#route = route;
    this.#arrange();
    return true;
  }

  async refresh() {
    const answer = await this.#console.get(`staff/classes/${encodeURIComponent(this.#route.id)}`);
    if (answer.kind !== "ok") return this.#isGone();
    this.#class = answer.body.class;
    this.#rows = answer.body.students;
    this.#head();
    this.#arrange();
  }

  #isGone() {
    fill(this.root, {
      title: word("wrong_gone"),
      table: false,
      "print-all": false,
      "void-all": false,
      filters: false,
    });
    this.#console.named(word("wrong_gone"));
  }

  #head() {
    const { id, title } = /** @type {ClassSummary} */ (this.#class);
    const all = counts(this.#rows);
    const { "in-today": inside = 0, "not-yet": outside = 0, without = 0 } = all;
    const lead = word("class_lead", {
      students: counted("students", this.#rows.length),
      in_today: counted("in_today", inside),
      not_yet: counted("not_yet", outside),
      without: without ? counted("without", without) : word("everyone"),
    });
    const areNew = this.#rows.filter(({ badge }) => badge === "none").map((row) => row.id);
    fill(this.root, {
      title,
      lead,
      "print-new": areNew.length
        ? { href: address("print", { class: id, students: areNew.join(",") }) }
        : null,
      "print-new-text": counted("print_new", areNew.length),
      "print-all": { href: address("print", { class: id }) },
      "void-all": { href: address("void", { class: id }), hidden: all.without === this.#rows.length },
      substitute: this.#leads && { href: address("substitutes", { class: id }) },
      slips: this.#leads && this.#isOlder && { href: address("slips", { class: id }) },
    });
    this.#console.named(title);
  }

  /** Whether more than its badges is this person's to look after. */
  get #leads() {
    return Boolean(this.#class?.mine) || isLead(this.#console.me);
  }

  /** Whether somebody here may open an account of their own: young children never do. */
  get #isOlder() {
    return this.#rows.some(({ grade }) => !isYoung(grade));
  }

  /** Which rows show, in which order. */
  #arrange() {
    const { id, query } = this.#route;
    const [show, sort] = [query.get("show"), query.get("sort")];
    const rows = arranged(this.#rows, { show, sort }, language());
    const all = counts(this.#rows);
    fill(this.root, {
      rows: rows.map((row) => studentRow(row, this.#picked.has(row.id))),
      nobody: rows.length === 0,
      filters: Object.keys(FILTERS).map((name) =>
        made("chip", {
          link: {
            href: address("class", { id, show: name === "all" ? null : name, sort }),
            current: name === (show ?? "all"),
          },
          text: word(`filter_${name}`),
          count: all[name] ?? 0,
        }),
      ),
    });
    this.#sortHeads(id, show, sort);
    this.#showPicked();
  }

  /** @param {string} id @param {string | null} show @param {string | null} sort */
  #sortHeads(id, show, sort) {
    const [, minus, current] = /^(-?)(.*)$/.exec(sort ?? "name") ?? [];
    for (const key of SORTS) {
      const head = this.root.querySelector(`[data-sort=${key}]`);
      if (key === current) head?.setAttribute("aria-sort", minus ? "descending" : "ascending");
      else head?.removeAttribute("aria-sort");
      slot(this.root, `sort-${key}`).setAttribute(
        "href",
        address("class", { id, show, sort: nextSort(key, sort) }),
      );
      fill(this.root, { [`arrow-${key}`]: key === current });
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("thead a, .chips a"));
    if (link) {
      event.preventDefault(); // filters are no steps of the browser's history
      history.replaceState(history.state, "", link.href);
      this.#console.reshow();
    } else if (target.closest("[data-action=pick-none]")) this.#pick([], false);
    else {
      const id = target.closest("[data-action=code]")?.closest("tr")?.dataset.id;
      if (id) this.#console.go("student", { id }, "code");
    }
  }

  /** @param {HTMLInputElement} box */
  #ticked(box) {
    const row = box.closest("tr")?.dataset.id;
    if (box.dataset.slot === "pick-all") this.#pick(this.#shownIds(), box.checked);
    else if (row && box.checked) this.#picked.add(row);
    else if (row) this.#picked.delete(row);
    this.#showPicked();
    say(counted("chosen", this.#picked.size));
  }

  #shownIds() {
    const rows = /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("tbody tr"));
    return [...rows].map(({ dataset }) => dataset.id ?? "");
  }

  /** @param {string[]} ids @param {boolean} isPicked */
  #pick(ids, isPicked) {
    this.#picked = new Set(isPicked ? [...this.#picked, ...ids] : []);
    this.#showPicked();
  }

  #showPicked() {
    const n = this.#picked.size;
    const students = [...this.#picked].join(",");
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("tbody tr"))) {
      const isPicked = this.#picked.has(row.dataset.id ?? "");
      row.classList.toggle("on", isPicked);
      fill(row, { pick: { checked: isPicked } });
    }
    fill(this.root, {
      picked: { hidden: n === 0, label: counted("chosen", n) },
      "picked-count": counted("chosen", n),
      "print-picked": { href: address("print", { class: this.#route.id, students }) },
      "print-picked-text": counted("print_n", n),
      "slips-picked": this.#leads &&
        this.#isOlder && { href: address("slips", { students, from: this.#route.id }) },
      "void-picked": { href: address("void", { students, from: this.#route.id }) },
      "void-picked-text": counted("void_n", n),
    });
    slot(this.root, "print-new").className = n ? "plain" : "go";
  }
}

/** @param {Row} row @param {boolean} isPicked */
function studentRow(row, isPicked) {
  const name = nameOf(row);
  const print = address("print", { students: row.id });
  const item = made("student-row", {
    pick: { label: word("choose", { name }), checked: isPicked },
    picture: kidDoor(row.picture),
    name: { href: address("student", { id: row.id }), text: name },
    badge: row.mark ? [badgeState(row), piece("two-devices")] : badgeState(row),
    today: today(row),
    last: lastUse(row),
    code: { label: word("code_for", { name }) },
    print: row.badge === "void" ? null : { href: print, label: word("print_for", { name }) },
    new: row.badge === "void" ? { href: print, label: word("new_for", { name }) } : null,
    void:
      row.badge === "working"
        ? { href: address("void", { students: row.id }), label: word("void_for", { name }) }
        : null,
  });
  item.dataset.id = row.id;
  return item;
}

/** @param {Row} row */
const lastUse = ({ badge_last_used_at: at }) =>
  at ? capital(day(at, { language: language(), word })) : word("never");
