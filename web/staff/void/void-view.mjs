/** Voiding badges: one question, in numbers; done, then undone for ten minutes. */

import { fill, piece } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wordsFor } from "../shell/forms.mjs";
import { address } from "../shell/routes.mjs";
import { counted, word } from "../shell/words.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {{ void: number, stay: number, sessions_end: number, sessions_stay: number, pages_to_reprint: number }} Will */

/** @type {import("../shell/console.mjs").Open} */
export const openVoid = (console, route) => new VoidView(console, route);

class VoidView {
  #console;
  #route;
  #form;
  root = piece("void");

  /** @param {Console} console @param {Route} route */
  constructor(console, route) {
    this.#console = console;
    this.#route = route;
    this.#form = onSend(this.root, "void", () => this.#void());
    this.#form.addEventListener("change", () => this.refresh());
    if (this.#whom.class_id) field(this.#form, "reason").value = "year_end";
    fill(this.root, { back: { href: this.#wayBack }, keep: { href: this.#wayBack } });
    this.#name();
    this.refresh();
  }

  /** Whose badges. */
  get #whom() {
    const { query } = this.#route;
    const students = query.get("students")?.split(",").filter(Boolean);
    return students?.length ? { students } : { class_id: query.get("class") ?? "" };
  }

  get #wayBack() {
    const { query } = this.#route;
    const from = query.get("from") ?? query.get("class");
    const [student] = this.#whom.students ?? [];
    return from ? address("class", { id: from }) : address("student", { id: student ?? "" });
  }

  /** Ask what would happen. */
  async refresh() {
    const answer = await this.#console.ask("POST", "staff/badges/void", this.#order(true));
    if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
    this.#showWill(answer.body.will);
  }

  /** @param {Will} will */
  #showWill({ void: n, stay, sessions_end: end, sessions_stay: sessions, pages_to_reprint: pages }) {
    const minutes = this.#console.me.settings.undo_minutes ?? 10;
    const parts = { stop: n, passwords: 0, sessions, sessions_end: end, stay, pages, minutes };
    for (const [part, count] of Object.entries(parts))
      fill(this.root, {
        [`will-${part}`]: count > 0 || part === "stop" || part === "passwords",
        [`n-${part}`]: count,
      });
    fill(this.root, { go: counted("void_go", n) });
  }

  async #name() {
    const { students, class_id: id } = this.#whom;
    if (students && students.length > 1) return this.#titled(word("void_some", { n: students.length }));
    const answer = await this.#console.get(id ? `staff/classes/${id}` : `staff/students/${students?.[0]}`);
    if (answer.kind !== "ok") return this.#titled(wordsFor(answer));
    const { class: whole, student } = answer.body;
    if (whole) this.#titled(word("void_class", { name: whole.title }), whole.title);
    else
      this.#titled(
        word("void_student", { name: student.given_name }),
        `${student.given_name} ${student.family_name}`,
      );
  }

  /** @param {string} title @param {string} [back] */
  #titled(title, back) {
    fill(this.root, { title, ...(back ? { "back-text": back } : {}) });
    this.#console.named(title);
  }

  /** @param {boolean} isTrial */
  #order(isTrial) {
    return {
      ...this.#whom,
      reason: field(this.#form, "reason").value,
      end_sessions: field(this.#form, "end_sessions").checked,
      dry_run: isTrial,
    };
  }

  async #void() {
    tellProblem(this.root, null);
    const answer = await this.#console.ask("POST", "staff/badges/void", this.#order(false), {
      keep: word("not_sent_void"),
    });
    if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
    history.replaceState(history.state, "", this.#wayBack); // Back does not lead to what is done
    this.#console.reshow();
    this.#console.undo.offer(answer.body.operation);
  }
}
