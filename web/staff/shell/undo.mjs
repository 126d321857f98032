/** What can still be undone, for ten minutes: a bar above every view, also after the page was loaded anew. */

import { fill } from "./bind.mjs";
import { say } from "./live.mjs";
import { secondsUntil, span } from "./when.mjs";
import { counted, language, word } from "./words.mjs";

/** @typedef {{ id: string, undo_until: string, count: number }} Operation */

/** The bar of the last thing that can be undone. */
export class UndoBar {
  /** @type {Operation | null} */
  #operation = null;
  #clock = 0;
  #bar;
  #console;

  /** @param {HTMLElement} bar @param {import("./console.mjs").Console} console */
  constructor(bar, console) {
    this.#bar = bar;
    this.#console = console;
    bar.querySelector("[data-action=undo]")?.addEventListener("click", () => this.#undo());
  }

  /** Look what an earlier page left to undo. */
  async resume() {
    const answer = await this.#console.get("staff/operations");
    if (answer.kind !== "ok") return;
    const [last] = /** @type {Operation[]} */ (answer.body.operations).filter(
      ({ undo_until }) => secondsUntil(undo_until) > 0,
    );
    if (last && !this.#operation) this.#show(last);
  }

  /** Something was done that can be undone: the bar takes the focus. @param {Operation} operation */
  offer(operation) {
    this.#show(operation);
    this.#bar.focus();
  }

  /** Nothing can be undone here any more. */
  hide() {
    this.#operation = null;
    clearInterval(this.#clock);
    this.#bar.hidden = true;
  }

  /** @param {Operation} operation */
  #show(operation) {
    this.#operation = operation;
    clearInterval(this.#clock);
    fill(this.#bar, {
      "undo-title": counted("voided", operation.count),
      "undo-progress": { value: secondsUntil(operation.undo_until) },
    });
    this.#bar.hidden = false;
    this.#tick();
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    const left = this.#operation ? secondsUntil(this.#operation.undo_until) : 0;
    if (left <= 0) this.hide();
    else
      fill(this.#bar, {
        "undo-left": word("undo_left", { time: span(left, language()) }),
        "undo-progress": { value: left },
      });
  }

  async #undo() {
    const operation = this.#operation;
    if (!operation) return;
    const answer = await this.#console.ask("POST", `staff/operations/${operation.id}/undo`, undefined, {
      keep: word("not_sent_undo"),
    });
    this.hide();
    if (answer.kind === "ok") say(counted("restored", answer.body.restored));
    else this.#console.tell(word("too_late"));
    this.#console.refresh();
  }
}
