/** One child: the help first, then the badge, where they are signed in, sign-ins, who changed what. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { wordsFor } from "../shell/forms.mjs";
import { say } from "../shell/live.mjs";
import { gradeOf, kidDoor, nameOf } from "../shell/people.mjs";
import { address } from "../shell/routes.mjs";
import { when } from "../shell/when.mjs";
import { language, word } from "../shell/words.mjs";
import { Help } from "./help.mjs";
import { badgeLine, changeLine, changeText, sessionLine, signInLine } from "./lines.mjs";

/** @typedef {import("../shared/types").StudentPage} StudentPage */
/** @typedef {import("../shell/console.mjs").Console} Console */

/** @type {import("../shell/console.mjs").Open} */
export const openStudent = (console, { id }, intent) => new StudentView(console, id, intent);

/** The page of one child. */
export class StudentView {
  /** @type {StudentPage | null} */
  #page = null;
  #console;
  #id;
  #help;
  root = piece("student");

  /** @param {Console} console @param {string} id @param {string | null} intent */
  constructor(console, id, intent) {
    this.#console = console;
    this.#id = id;
    this.#help = new Help(this, console);
    fill(this.root, { help: this.#help.root });
    this.root.addEventListener("click", ({ target }) => this.#clicked(/** @type {Element} */ (target)));
    const shown = this.refresh();
    if (intent === "code") shown.then(() => this.#giveCode());
  }

  /** Where the API has this child. */
  get path() {
    return `staff/students/${encodeURIComponent(this.#id)}`;
  }

  /** What the child is called. */
  get name() {
    return this.#page?.student.given_name ?? "";
  }

  /** What was seen of the child, as a part of an address, for a change that must not undo another's. */
  get seen() {
    return this.#page ? `?seen=${this.#page.student.version}` : "";
  }

  async refresh() {
    const answer = await this.#console.get(this.path);
    if (answer.kind === "ok") this.#show(answer.body);
    else {
      fill(this.root, { name: wordsFor(answer) });
      this.root.querySelector(".one-two")?.remove();
      this.#console.named(wordsFor(answer));
    }
  }

  leave() {
    this.#help.leave();
  }

  /** Something takes the whole page for a while. @param {HTMLElement} cover */
  cover(cover) {
    this.root.replaceWith(cover);
    const heading = cover.querySelector("h1");
    heading?.focus();
    this.#console.named(heading?.textContent ?? "");
    this.covered = cover;
  }

  /** The page shows again. */
  uncover() {
    this.covered?.replaceWith(this.root);
    this.covered = null;
    slot(this.root, "name").focus();
    this.refresh();
  }

  /** Somebody else changed the child meanwhile. @param {string} mine what was to be done @param {() => void} over does it all the same */
  async conflict(mine, over) {
    await this.refresh();
    const [last] = this.#page?.changes ?? [];
    const place = made("conflict", { theirs: last ? changeText(last) : "", mine });
    place.querySelector("[data-action=keep-theirs]")?.addEventListener("click", () => {
      place.remove();
      slot(this.root, "name").focus();
    });
    place.querySelector("[data-action=save-mine]")?.addEventListener("click", () => {
      place.remove();
      over();
    });
    slot(this.root, "conflict").replaceChildren(place);
    place.querySelector("h2")?.focus();
  }

  /** @param {StudentPage} page */
  #show(page) {
    this.#page = page;
    this.#showWho(page);
    this.#showKnown(page);
    this.#help.show(page);
    if (!this.covered) this.#console.named(nameOf(page.student));
  }

  /** @param {StudentPage} page */
  #showWho({ student, badges, can }) {
    const ended = badges.find(({ ended_at: at, temporary_until: until }) => at && !until)?.ended_at;
    const [home] = student.classes;
    const canVoid = can.includes("void") && student.badge === "working";
    const ofStudent = { students: student.id };
    fill(this.root, {
      picture: kidDoor(student.picture),
      name: nameOf(student),
      where: this.#where(student),
      warning: warning(student.badge, ended),
      back: { href: home ? address("class", { id: home.id }) : address("classes") },
      ...(home ? { "back-text": home.title } : {}),
      print: can.includes("print") && { href: address("print", ofStudent) },
      void: canVoid && { href: address("void", ofStudent) },
      "view-as": can.includes("view_as") && { href: address("view-as", { student: student.id }) },
    });
  }

  /** @param {StudentPage} page */
  #showKnown({ student, badges, sessions, sign_ins: signIns, changes, can }) {
    fill(this.root, {
      "no-badge": student.badge !== "working",
      badges: badges.map(badgeLine),
      "two-devices": student.mark !== null,
      sessions: sessions.map(sessionLine),
      "nobody-in": sessions.length === 0,
      "end-all": sessions.length > 0 && can.includes("end_sessions"),
      "sign-ins": signIns.map(signInLine),
      never: signIns.length === 0,
      changes: changes.map(changeLine),
      "no-changes": changes.length === 0,
      classes: student.classes.map(classLink),
    });
  }

  #giveCode() {
    if (this.#page?.can.includes("backup_code")) this.#help.giveCode();
  }

  /** @param {StudentPage["student"]} student */
  #where({ grade, school, username }) {
    const places = [grade ? gradeOf(grade) : "", school?.name ?? ""].filter(Boolean).join(", ");
    return `${places ? `${places}. ` : ""}${word("number", { number: username })}.`;
  }

  /** @param {Element} target */
  #clicked(target) {
    const control = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
    if (control?.dataset.action === "end-all") this.#end("");
    if (control?.dataset.action === "end") this.#end(`/${control.closest("li")?.dataset.id}`);
  }

  /** @param {string} which */
  async #end(which) {
    const answer = await this.#console.ask("DELETE", `${this.path}/sessions${which}`, undefined, {
      keep: word("not_sent_end"),
    });
    this.changed(answer.kind === "ok" ? word("ended") : wordsFor(answer));
  }

  /** Something was done: say so, and show what is there now. @param {string} text */
  changed(text) {
    say(text);
    slot(this.root, "name").focus();
    this.refresh();
  }
}

/** @param {string} badge @param {string | null | undefined} ended */
function warning(badge, ended) {
  if (badge === "working") return null;
  if (badge === "none") return word("badge_none");
  return ended
    ? word("badge_void_since", { when: when(ended, { language: language(), word }) })
    : word("badge_void");
}

/** @param {import("../shared/types").Named} named */
const classLink = ({ id, title }) =>
  made("class-link", { link: { href: address("class", { id }), text: title } });
