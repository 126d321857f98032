/** The console: who is in, what shows, and what every view is given to work with. */

import * as session from "../../student/session.mjs";
import { Door } from "../door/door.mjs";
import { Away } from "./away.mjs";
import { fill, slot } from "./bind.mjs";
import { Client } from "./client.mjs";
import { Ending } from "./ending.mjs";
import { Frame } from "./frame.mjs";
import { say, setStage, title } from "./live.mjs";
import { address, FIRST, parse } from "./routes.mjs";
import { UndoBar } from "./undo.mjs";

/** @typedef {import("./routes.mjs").Route} Route */
/** @typedef {import("../shared/types").Me} Me */

/**
 * One view that shows. `update` says whether it can show an address without being made anew; `focus` is what takes the
 * focus in place of the heading.
 * @typedef {object} View
 * @property {HTMLElement} root
 * @property {(route: Route) => boolean} [update]
 * @property {() => HTMLElement | null} [focus]
 * @property {() => void} [refresh]
 * @property {() => void} [leave]
 */
/** @typedef {(console: Console, route: Route, intent: string | null) => View} Open */

const part = (/** @type {string} */ name) => slot(document.body, name);

/** The page's one console. */
export class Console {
  /** @type {Me | null} */
  #me = null;
  /** @type {View | null} */
  #view = null;
  /** What is to be done as soon as the next view shows, which no address says: an address is not to do anything. @type {string | null} */
  #intent = null;
  /** @type {Promise<void> | null} */
  #entering = null;
  #isAway = false;
  #isShut = true;
  #away = new Away(part("away"), (isAway) => this.#setAway(isAway));
  #door = new Door(part("door"), this.#away, (isShut) => this.#shut(isShut));
  #undo = new UndoBar(part("undo-bar"), this);
  #ending = new Ending(part("ending"), {
    stay: () => this.get("staff/me"),
    over: () => this.#signInAgain(),
  });
  #client = new Client({
    signIn: () => this.#signInAgain(),
    secondStep: () => this.secondStep(),
    away: (_, keep) => this.#away.wait(keep),
    onWorking: (isWorking) => this.#isShut || this.#isAway || setStage(isWorking ? "working" : "ready"),
    onAnswer: () => this.#ending.used(),
  });
  #open;

  /** @param {Record<string, Open>} views by the names of their addresses */
  constructor(views) {
    this.#open = views;
    this.frame = new Frame(this);
    addEventListener("hashchange", () => this.#isShut || this.#show(parse(location.hash)));
    session.watch(() => this.#me && this.#leftElsewhere());
  }

  /** Whoever is in. */
  get me() {
    if (!this.#me) throw new Error("nobody is in");
    return this.#me;
  }

  get undo() {
    return this.#undo;
  }

  /** @param {string} path below /api/v1/ */
  get(path) {
    return this.#client.get(path);
  }

  /** @type {Client["ask"]} */
  ask(method, path, body, options) {
    return this.#client.ask(method, path, body, options);
  }

  /** Begin: let somebody in, then show what the address says. */
  async begin() {
    await this.#enter({});
    this.#show(parse(location.hash));
    this.#undo.resume();
  }

  /** Go somewhere. @param {string} name @param {Parameters<typeof address>[1]} [to] @param {string | null} [intent] */
  go(name, to, intent = null) {
    this.#intent = intent;
    const there = address(name, to);
    if (there === location.hash) this.#show(parse(there));
    else location.hash = there;
  }

  /** Show other filters of the same view, without a step in the browser's history. @param {string} name @param {Parameters<typeof address>[1]} [to] */
  replace(name, to) {
    history.replaceState(history.state, "", address(name, to));
    this.reshow();
  }

  /** Show what the address says now. */
  reshow() {
    this.#show(parse(location.hash));
  }

  /** Ask anew for what shows. */
  refresh() {
    this.#view?.refresh?.();
  }

  /** Say something to whoever sees and to whoever hears. @param {string} text */
  tell(text) {
    say(text);
  }

  /** Whoever is in leaves; nothing of theirs stays. */
  async signOut() {
    this.#drop();
    await session.leave();
    this.begin();
  }

  /** The door, for one's own factors. @param {(door: Door, me: Me) => Promise<void>} work */
  atDoor(work) {
    return work(this.#door, this.me);
  }

  /** @param {{ ended?: boolean }} why */
  async #enter(why) {
    const before = this.#me?.person.id;
    setStage("loading");
    const entering = this.#door.enter(why);
    this.#me = null;
    setStage("ready");
    const me = await entering;
    if (before && before !== me.person.id) this.#drop();
    this.#me = me;
    this.#ending.begin(me.session);
    this.frame.show(me);
  }

  /** The session is over: once somebody is in again, they are back where they were. @returns {Promise<boolean>} */
  async #signInAgain() {
    const before = this.#me?.person.id ?? null;
    this.#ending.stop();
    this.#entering ??= this.#enter({ ended: true }).finally(() => (this.#entering = null));
    await this.#entering;
    if (before === this.#me?.person.id) return true;
    this.#show(parse(location.hash));
    return false;
  }

  /** Have the second step done anew. @returns {Promise<boolean>} whether it was */
  async secondStep() {
    return this.#door.secondStepAgain(this.me);
  }

  /** @param {Route} route */
  #show(route) {
    const intent = this.#intent;
    this.#intent = null;
    this.frame.mark(route.name);
    if (!intent && this.#view?.update?.(route)) return;
    this.#view?.leave?.();
    const open = /** @type {Open} */ (this.#open[route.name] ?? this.#open[FIRST]);
    this.#view = open(this, route, intent);
    part("view").replaceChildren(this.#view.root);
    scrollTo(0, 0);
    this.#focus(this.#view);
  }

  /** @param {View} view */
  #focus(view) {
    const heading = view.root.querySelector("h1");
    this.named(heading?.textContent ?? "");
    (view.focus?.() ?? heading)?.focus();
  }

  /** What shows has a name now. @param {string} text */
  named(text) {
    title(text);
  }

  /** @param {boolean} isShut */
  #shut(isShut) {
    this.#isShut = isShut;
    fill(document.body, { view: !isShut, door: isShut });
    this.frame.shut(isShut);
    setStage("ready");
    const heading = this.#view?.root.querySelector("h1");
    if (!isShut && heading) title(heading.textContent ?? "");
  }

  /** @param {boolean} isAway */
  #setAway(isAway) {
    this.#isAway = isAway;
    setStage(isAway ? "failed" : "ready");
  }

  /** Nothing of whoever was in stays in the page. */
  #drop() {
    this.#view?.leave?.();
    this.#view = null;
    this.#me = null;
    part("view").replaceChildren();
    this.#ending.stop();
    this.#undo.hide();
    if (location.hash) history.replaceState(null, "", location.pathname);
  }

  #leftElsewhere() {
    this.#drop();
    this.begin();
  }
}
