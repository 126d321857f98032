/** The desk of a substitute: the list of one class, and a code for one child at a time. */

import { arranged } from "../class/rows.mjs";
import { fill, made, piece } from "../shell/bind.mjs";
import { busy, tellProblem, wordsFor } from "../shell/forms.mjs";
import { badgeState, kidDoor, nameOf, today } from "../shell/people.mjs";
import { secondsUntil, when } from "../shell/when.mjs";
import { language, word } from "../shell/words.mjs";
import { BackupCode } from "../student/backup-code.mjs";

/** @typedef {import("../shared/types").Row} Row */
/** @typedef {import("../shared/types").Ask} Ask */
/** @typedef {{ class: import("../shared/types").Named, name: string, until: string }} Session */

/** How long a session lasts that nobody uses, as the server has it: then nothing stays on the screen. */
const IDLE_S = 60 * 60;

/** One class, until its time is over or nobody is there. */
export class Desk {
  /** @type {Row[]} */
  #rows = [];
  /** @type {BackupCode | null} */
  #code = null;
  /** Whose code shows, and its button. */
  #student = "";
  #timer = 0;
  #session;
  #ask;
  #close;
  root = piece("desk");

  /** @param {Session} session @param {Ask} ask @param {(why: string) => void} close */
  constructor(session, ask, close) {
    this.#session = session;
    this.#ask = ask;
    this.#close = close;
    const time = when(session.until, { language: language(), word });
    fill(this.root, {
      title: session.class.title,
      lead: word("page_for_until", { name: session.name, time }),
    });
    this.root.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    this.#wasUsed();
    this.#list();
  }

  /** Nothing stays. */
  leave() {
    clearTimeout(this.#timer);
    this.#code?.remove();
    this.root.replaceChildren();
  }

  #wasUsed() {
    clearTimeout(this.#timer);
    const left = secondsUntil(this.#session.until);
    const why = left <= IDLE_S ? "over" : "none";
    this.#timer = setTimeout(() => this.#close(why), Math.min(left, IDLE_S) * 1000);
  }

  /** Ask; a session that is over closes the desk. @type {Ask} */
  async #asked(method, path, body) {
    const answer = await this.#ask(method, path, body);
    if (answer.kind === "ok") this.#wasUsed();
    if (answer.kind === "refused" && answer.status === 401)
      this.#close(secondsUntil(this.#session.until) > 0 ? "none" : "over");
    return answer;
  }

  async #list() {
    const answer = await this.#asked("GET", `staff/classes/${encodeURIComponent(this.#session.class.id)}`);
    if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
    this.#rows = arranged(answer.body.students, {}, language());
    fill(this.root, { rows: this.#rows.map(line), nobody: this.#rows.length === 0 });
  }

  /** @param {Element} target */
  #clicked(target) {
    const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
    const id = control?.closest("li")?.dataset.id;
    /** @type {Record<string, () => unknown>} */
    const act = {
      code: () => this.#give(id ?? ""),
      "give-code": () => this.#give(this.#student),
      "code-large": () => this.#code?.toggleLarge(),
      "code-done": () => this.#isDone(),
      "code-end": () => this.#end(),
    };
    act[control?.dataset.action ?? ""]?.();
  }

  /** Give a code; the one before works no more. @param {string} id */
  #give(id) {
    return busy(this.root, async () => {
      tellProblem(this.root, null);
      const answer = await this.#asked("POST", `staff/students/${encodeURIComponent(id)}/backup-code`);
      const child = this.#rows.find((row) => row.id === id);
      if (answer.kind !== "ok" || !child) return tellProblem(this.root, wordsFor(answer));
      this.#code?.remove();
      this.#student = id;
      this.#code = new BackupCode(child.given_name, answer.body);
      fill(this.root, {
        list: false,
        "code-part": true,
        code: this.#code.root,
        "for-number": word("number", { number: child.username }),
      });
      this.#code.shown();
    });
  }

  async #end() {
    await this.#asked("DELETE", `staff/students/${encodeURIComponent(this.#student)}/backup-code`);
    if (this.root.firstChild) this.#isDone();
  }

  /** Back to the list, at the child whose turn it was. */
  async #isDone() {
    this.#code?.remove();
    this.#code = null;
    fill(this.root, { list: true, "code-part": false });
    await this.#list();
    /** @type {HTMLElement | null} */ (
      this.root.querySelector(`li[data-id="${CSS.escape(this.#student)}"] button`)
    )?.focus();
  }
}

/** @param {Row} row */
function line(row) {
  const name = nameOf(row);
  const item = made("hit", {
    picture: kidDoor(row.picture),
    name,
    number: word("number", { number: row.username }),
    today: today(row),
    badge: badgeState(row),
    code: { label: word("code_for", { name }) },
  });
  item.dataset.id = row.id;
  return item;
}
