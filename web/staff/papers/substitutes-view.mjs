/** Substitutes: making a page for one, which is printed and told once, and whose pages open now. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wordsFor, wrongField } from "../shell/forms.mjs";
import { say } from "../shell/live.mjs";
import { isLead } from "../shell/people.mjs";
import { when } from "../shell/when.mjs";
import { capital, language, word } from "../shell/words.mjs";
import { paper } from "./substitute-paper.mjs";
import { choosable, moment, usual } from "./until.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {import("../shared/types").Named} Named */
/** @typedef {import("../shared/types").ClassSummary} ClassSummary */
/**
 * @typedef {{ id: string, class: Named, name: string, until: string, given_by: string, last_used_at: string | null }}
 *   Substitute
 */

/** @type {import("../shell/console.mjs").Open} */
export const openSubstitutes = (console, route) => new SubstitutesView(console, route);

const said = (/** @type {string} */ iso) => when(iso, { language: language(), word });

class SubstitutesView {
  #console;
  #classId;
  #form;
  root = piece("substitutes");

  /** @param {Console} console @param {Route} route */
  constructor(console, route) {
    this.#console = console;
    this.#classId = route.query.get("class") ?? "";
    this.#form = onSend(this.root, "substitute", () => this.#make());
    this.root.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    this.#offerUntil(new Date());
    this.refresh();
  }

  refresh() {
    this.#showClasses();
    this.#showOpen();
  }

  /** What was made shows no more. */
  leave() {
    slot(this.root, "paper").replaceChildren();
  }

  /** @param {Date} now */
  #offerUntil(now) {
    const { first, last } = choosable(now);
    const { day, time } = usual(now);
    Object.assign(field(this.#form, "day"), { min: first, max: last, value: day });
    field(this.#form, "time").value = time;
  }

  async #showClasses() {
    const chosen = field(this.#form, "class").value || this.#classId;
    const classes = await this.#classes();
    fill(this.root, {
      classes: classes.map(({ id, title }) => option(id, title, id === chosen)),
      form: classes.length > 0,
      "no-class": classes.length === 0,
    });
    const from = classes.find(({ id }) => id === this.#classId);
    if (from)
      fill(this.root, { back: { href: `#class/${encodeURIComponent(from.id)}` }, "back-text": from.title });
  }

  /** The classes that a page can be made for: those one teaches or leads. @returns {Promise<Named[]>} */
  async #classes() {
    const answer = await this.#console.get("staff/classes");
    if (answer.kind !== "ok") return [];
    const leads = isLead(this.#console.me);
    const classes = /** @type {ClassSummary[]} */ (answer.body.classes).filter(({ mine }) => mine || leads);
    if (!this.#classId || !leads || classes.some(({ id }) => id === this.#classId)) return classes;
    const one = await this.#console.get(`staff/classes/${encodeURIComponent(this.#classId)}`);
    return one.kind === "ok" ? [one.body.class, ...classes] : classes;
  }

  async #showOpen() {
    const answer = await this.#console.get("staff/substitutes");
    if (answer.kind !== "ok") return;
    const pages = /** @type {Substitute[]} */ (answer.body.substitutes);
    fill(this.root, { open: pages.map(openLine), "none-open": pages.length === 0 });
  }

  async #make() {
    tellProblem(this.root, null);
    const [name, day, time, of] = ["name", "day", "time", "class"].map((each) =>
      field(this.#form, each).value.trim(),
    );
    const until = moment({ day: day ?? "", time: time ?? "" }, new Date());
    wrongField(this.#form, "day", until ? null : word("wrong_until"));
    wrongField(this.#form, "name", name ? null : word("wrong_no_name"));
    if (!until || !name) return;
    const wanted = { class_id: of, name, until: until.toISOString() };
    const answer = await this.#console.ask("POST", "staff/substitutes", wanted);
    if (answer.kind === "ok") this.#show({ ...answer.body, name, title: this.#titleOf(of ?? "") });
    else tellProblem(this.root, wordsFor(answer));
  }

  /** @param {string} id */
  #titleOf(id) {
    const options = /** @type {NodeListOf<HTMLOptionElement>} */ (
      slot(this.root, "classes").querySelectorAll("option")
    );
    return [...options].find(({ value }) => value === id)?.text ?? "";
  }

  /** The page fills the view until somebody says that they have it. @param {import("./substitute-paper.mjs").Made} given */
  #show(given) {
    const page = paper(given);
    fill(this.root, { desk: false, paper: page });
    const heading = page.querySelector("h1");
    heading?.focus();
    this.#console.named(heading?.textContent ?? "");
  }

  #isDone() {
    this.leave();
    fill(this.root, { desk: true, paper: false });
    field(this.#form, "name").value = "";
    slot(this.root, "title").focus();
    this.#console.named(slot(this.root, "title").textContent ?? "");
    this.refresh();
  }

  /** @param {Element} target */
  #clicked(target) {
    const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
    const line = control?.closest("li");
    /** @type {Record<string, () => unknown>} */
    const act = {
      "print-page": () => print(),
      "paper-done": () => this.#isDone(),
      "end-page": () => line && askFirst(line, true),
      "keep-page": () => line && askFirst(line, false),
      "end-page-now": () => this.#end(line?.dataset.id ?? ""),
    };
    act[control?.dataset.action ?? ""]?.();
  }

  /** @param {string} id */
  async #end(id) {
    const answer = await this.#console.ask("DELETE", `staff/substitutes/${encodeURIComponent(id)}`);
    say(answer.kind === "ok" ? word("page_ended") : wordsFor(answer));
    slot(this.root, "open-title").focus();
    this.#showOpen();
  }
}

/** @param {string} value @param {string} text @param {boolean} selected */
const option = (value, text, selected) =>
  Object.assign(document.createElement("option"), { value, text, selected });

/** @param {Substitute} substitute */
function openLine({ id, class: { title }, name, until, given_by: by, last_used_at: used }) {
  const item = made("open-page", {
    who: word("page_of", { name, title }),
    until: `${word("works_until", { time: said(until) })}. ${word("page_by", { name: by })}.`,
    used: used ? word("used", { when: said(used) }) : capital(word("page_unused")),
    end: { label: word("end_page", { name }) },
    sure: false,
  });
  item.dataset.id = id;
  return item;
}

/** Whoever is in by a page is out at once: that is asked first. @param {HTMLElement} line @param {boolean} isAsked */
function askFirst(line, isAsked) {
  fill(line, { end: !isAsked, sure: isAsked });
  /** @type {HTMLElement | null} */ (
    line.querySelector(isAsked ? "[data-action=keep-page]" : "[data-slot=end]")
  )?.focus();
}
