/** Slips with which older students open their accounts: said in numbers what they end, then made as a PDF. */

import { fill, piece, slot } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wordsFor } from "../shell/forms.mjs";
import { say } from "../shell/live.mjs";
import { address } from "../shell/routes.mjs";
import { counted, language, word } from "../shell/words.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {{ slips: number, left_out: number, with_slip: number, with_password: number, days: number }} Will */

/** @type {import("../shell/console.mjs").Open} */
export const openSlips = (console, route) => new SlipsView(console, route);

/** What is printed on in a language's usual country. @type {Record<string, string>} */
const PAPER = { en: "letter" };

class SlipsView {
  #console;
  #route;
  #form;
  root = piece("slips");

  /** @param {Console} console @param {Route} route */
  constructor(console, route) {
    this.#console = console;
    this.#route = route;
    this.#form = onSend(this.root, "slips", () => this.#make());
    field(this.#form, "language").value = language();
    field(this.#form, "paper").value = PAPER[language()] ?? "letter";
    fill(this.root, { back: { href: this.#wayBack } });
    this.refresh();
  }

  /** Whose slips. */
  get #whom() {
    const { query } = this.#route;
    const students = query.get("students")?.split(",").filter(Boolean);
    const [school, grade] = [query.get("school"), query.get("grade")];
    if (students?.length) return { students };
    return school
      ? { school_id: school, ...(grade ? { grade } : {}) }
      : { class_id: query.get("class") ?? "" };
  }

  get #wayBack() {
    const { query } = this.#route;
    const from = query.get("from") ?? query.get("class");
    if (from) return address("class", { id: from });
    const [student] = this.#whom.students ?? [];
    return student ? address("student", { id: student }) : "#badges";
  }

  /** Ask what would happen. @returns {Promise<boolean>} whether there is an answer */
  async refresh() {
    const answer = await this.#console.ask("POST", "staff/slips/look", this.#whom);
    if (answer.kind === "ok") this.#showWill(answer.body);
    else tellProblem(this.root, wordsFor(answer));
    return answer.kind === "ok";
  }

  /** @param {Will} will */
  #showWill({ slips: n, left_out: left, with_slip: again, with_password: opened, days }) {
    for (const [part, count] of Object.entries({ slips: n, again, opened, left, days }))
      fill(this.root, { [`will-${part}`]: count > 0 || part === "slips", [`n-${part}`]: count });
    fill(this.root, { form: n > 0, none: n === 0, go: counted("slips_go", n) });
  }

  async #make() {
    tellProblem(this.root, null);
    // by the console's own client first: a session or a second step that is wanted is mended there
    if (!(await this.refresh())) return;
    const wanted = {
      ...this.#whom,
      language: field(this.#form, "language").value,
      paper: field(this.#form, "paper").value,
    };
    const answer = await fetchPdf(wanted);
    if (answer.pdf) this.#save(answer.pdf);
    else if (answer.code === "fresh_second_step_required") await this.#stepAndAgain();
    else tellProblem(this.root, word(answer.code ? "wrong_refused" : "wrong_away"));
  }

  /** A whole school or grade wants a second step done lately. */
  async #stepAndAgain() {
    if (await this.#console.secondStep()) await this.#make();
  }

  /** @param {Blob} pdf */
  #save(pdf) {
    const url = URL.createObjectURL(pdf);
    Object.assign(document.createElement("a"), { href: url, download: `${word("slips_file")}.pdf` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    fill(this.root, { done: word("slips_done") });
    slot(this.root, "done").focus();
    say(word("slips_done"));
    this.refresh();
  }
}

/** @param {object} body @returns {Promise<{ pdf?: Blob, code?: string }>} */
async function fetchPdf(body) {
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch("/api/v1/staff/slips", {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (response.ok) return { pdf: await response.blob() };
    return { code: (await response.json()).code };
  } catch {
    return {};
  }
}
