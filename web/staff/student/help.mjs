/** The help that a child gets at once: a code, a temporary badge, a new password. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { busy, onSend, tellProblem, wordsFor } from "../shell/forms.mjs";
import { address } from "../shell/routes.mjs";
import { counted, word } from "../shell/words.mjs";
import { BackupCode } from "./backup-code.mjs";
import { newPassword, showSuggestion } from "./new-password.mjs";
import { HOURS, temporaryBadge, USUAL_HOURS } from "./temporary-badge.mjs";

/** @typedef {import("../shared/types").StudentPage} StudentPage */
/** @typedef {import("./student-view.mjs").StudentView} StudentView */

/** The help of one child's page. */
export class Help {
  /** @type {BackupCode | null} */
  #code = null;
  /** The password that shows and is not yet set. */
  #suggested = "";
  #view;
  #console;
  root = piece("help");

  /** @param {StudentView} view @param {import("../shell/console.mjs").Console} console */
  constructor(view, console) {
    this.#view = view;
    this.#console = console;
    fill(this.root, { hours: HOURS.map(hourChoice) });
    this.root.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    onSend(this.root, "temporary", (form) => this.#temporary(form));
    onSend(this.root, "password", () => this.#password());
    const fold = this.root.querySelector("[data-fold=password]");
    fold?.addEventListener("toggle", () => fold.hasAttribute("open") && !this.#suggested && this.#suggest());
  }

  /** Show what may be done for whom. @param {StudentPage} page */
  show({ student, can, second_step: step }) {
    fill(this.root, {
      "help-title": word("help_now", { name: student.given_name }),
      "code-part": can.includes("backup_code") && !this.#code,
      "temporary-part": can.includes("temporary_badge"),
      "password-part": can.includes("new_password"),
      "step-part": step !== null && can.includes("reset_second_step"),
      "step-locked": step?.is_locked ?? false,
      "slip-part": can.includes("slip"),
      slip: { href: address("slips", { students: student.id }) },
    });
  }

  /** Nothing of what was given stays. */
  leave() {
    this.#code?.remove();
    this.#code = null;
    slot(this.root, "code").replaceChildren();
  }

  /** Give a code; the one before works no more. */
  giveCode() {
    return busy(this.root, async () => {
      tellProblem(this.root, null);
      const answer = await this.#console.ask("POST", `${this.#view.path}/backup-code`);
      if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
      this.leave();
      this.#code = new BackupCode(this.#view.name, answer.body);
      fill(this.root, { code: this.#code.root, "code-part": false, "help-title": false });
      this.#code.shown();
    });
  }

  /** @param {Element} target */
  #clicked(target) {
    const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
    /** @type {Record<string, () => unknown>} */
    const act = {
      "give-code": () => this.giveCode(),
      "code-large": () => this.#code?.toggleLarge(),
      "code-done": () => this.#isDone(),
      "code-end": () => this.#endCode(),
      another: () => this.#suggest(),
      "reset-step": () => this.#resetStep(),
    };
    act[control?.dataset.action ?? ""]?.();
  }

  #isDone() {
    this.leave();
    this.#view.refresh();
    fill(this.root, { "code-part": true, "help-title": true });
    slot(this.root, "help-title").focus();
  }

  async #endCode() {
    await this.#console.ask("DELETE", `${this.#view.path}/backup-code`);
    this.#isDone();
  }

  /** The child chooses their number or pictures anew. */
  async #resetStep() {
    tellProblem(this.root, null);
    const answer = await this.#console.ask("DELETE", `${this.#view.path}/second-step${this.#view.seen}`);
    if (answer.kind === "ok") this.#view.changed(word("step_reset", { name: this.#view.name }));
    else if (answer.kind === "refused" && answer.code === "changed_meanwhile")
      this.#view.conflict(word("change_second_step_reset"), () => this.#resetStep());
    else tellProblem(this.root, wordsFor(answer));
  }

  /** @param {HTMLFormElement} form */
  async #temporary(form) {
    tellProblem(this.root, null);
    const hours = Number(new FormData(form).get("hours"));
    const answer = await this.#console.ask("POST", `${this.#view.path}/temporary-badge${this.#view.seen}`, {
      hours,
    });
    if (answer.kind === "ok")
      this.#view.cover(temporaryBadge(this.#view.name, answer.body, () => this.#view.uncover()));
    else tellProblem(this.root, wordsFor(answer));
  }

  async #suggest() {
    tellProblem(this.root, null);
    const answer = await this.#console.get(`${this.#view.path}/password`);
    if (answer.kind !== "ok") return tellProblem(this.root, wordsFor(answer));
    this.#suggested = answer.body.password;
    showSuggestion(this.root, answer.body);
  }

  async #password() {
    tellProblem(this.root, null);
    const wanted = { kind: "words", password: this.#suggested || null };
    const answer = await this.#console.ask("POST", `${this.#view.path}/password${this.#view.seen}`, wanted);
    if (answer.kind === "ok") return this.#showPassword(answer.body);
    if (answer.kind === "refused" && answer.code === "changed_meanwhile")
      return this.#view.conflict(word("change_password_set"), () => this.#password());
    tellProblem(this.root, wordsFor(answer));
  }

  /** @param {import("./new-password.mjs").NewPassword} given */
  #showPassword(given) {
    this.#suggested = "";
    this.root.querySelector("[data-fold=password]")?.removeAttribute("open");
    fill(this.root, { suggested: [], strength: "" });
    this.#view.cover(newPassword(given, () => this.#view.uncover()));
  }
}

/** @param {number} hours */
function hourChoice(hours) {
  const choice = made("hours", { text: counted("hours", hours), hours: { value: hours } });
  if (hours === USUAL_HOURS) choice.querySelector("input")?.setAttribute("checked", "");
  return choice;
}
