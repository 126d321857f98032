/** Today, Find and Classes: three addresses of one view, so that typing goes on while what shows changes. */

import { fill, made, piece, slot } from "../shell/bind.mjs";
import { address } from "../shell/routes.mjs";
import { counted, list, word } from "../shell/words.mjs";
import { newsItems } from "./news.mjs";
import { Search } from "./search.mjs";
import { drawTally } from "./tally.mjs";

/** @typedef {import("../shell/console.mjs").Console} Console */
/** @typedef {import("../shell/routes.mjs").Route} Route */
/** @typedef {import("../shared/types").ClassSummary} ClassSummary */
/** @typedef {import("../shared/types").School} School */

const NAMES = ["today", "find", "classes"];
const COLOURS = ["coral", "sky", "teal", "marigold"];

/** @type {import("../shell/console.mjs").Open} */
export const openHome = (console, route) => new Home(console, route);

class Home {
  #console;
  /** @type {Route} */
  #route;
  #search;
  root = piece("home");

  /** @param {Console} console @param {Route} route */
  constructor(console, route) {
    this.#console = console;
    this.#route = route;
    this.#search = new Search(this.root, console, (query) => this.#look(query));
    this.#arrange();
    this.refresh();
  }

  /** @param {Route} route */
  update(route) {
    if (!NAMES.includes(route.name)) return false;
    const isElsewhere = route.query.get("school") !== this.#route.query.get("school");
    this.#route = route;
    this.#arrange();
    if (isElsewhere) this.#showClasses();
    this.#console.named(slot(this.root, "title").textContent ?? "");
    return true;
  }

  /** Find keeps the focus; Today gives it to Find where that does not open a keyboard on the glass. */
  focus() {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    return this.#route.name === "find" || (this.#route.name === "today" && !isTouch)
      ? this.#search.field
      : null;
  }

  refresh() {
    this.#showClasses();
    this.#showNews();
  }

  /** @param {string} query */
  #look(query) {
    if (query) this.#console.replace("find", { q: query });
    else if (this.#route.query.get("q")) this.#console.replace("today");
  }

  /** Show what belongs to the address. */
  #arrange() {
    const { name, query } = this.#route;
    const title = slot(this.root, "title");
    const words = { ...title.dataset, today: title.dataset.today ?? title.textContent ?? "" };
    title.dataset.today = words.today;
    title.textContent = /** @type {Record<string, string>} */ (words)[name] ?? words.today;
    title.classList.toggle("hide", name !== "classes");
    fill(this.root, { find: name !== "classes", "news-part": name === "today" });
    this.#search.show(query.get("q") ?? "");
  }

  async #showClasses() {
    const school = this.#route.query.get("school") ?? "";
    const ofSchool = school && `?school=${encodeURIComponent(school)}`;
    const answer = await this.#console.get(`staff/classes${ofSchool}`);
    if (answer.kind !== "ok") return;
    this.#listClasses(answer.body.classes, school);
    if (this.#isOverSchools()) this.#showSchools(school);
  }

  /** @param {ClassSummary[]} classes @param {string} school the one that was asked for, or "" */
  #listClasses(classes, school) {
    const title = slot(this.root, "classes-title");
    if (school || this.#isOverSchools() || classes.some(({ mine }) => !mine))
      title.textContent = title.dataset.all ?? "";
    const areNone = classes.length === 0;
    fill(this.root, {
      classes: classes.map(classItem),
      key: !areNone,
      empty: areNone && !school && !this.#isOverSchools(),
      "classes-part": !areNone || this.#isOverSchools(),
      "no-class": areNone && school !== "",
      substitute: classes.some(({ mine }) => mine),
    });
  }

  /** @param {string} school the one that shows, or "" */
  async #showSchools(school) {
    const answer = await this.#console.get("admin/badges");
    if (answer.kind !== "ok") return;
    const schools = /** @type {School[]} */ (answer.body.schools);
    fill(this.root, {
      schools: schools.map(({ id, name: title }) =>
        made("chip", {
          link: {
            href: address("classes", { school: id }),
            current: id === school,
          },
          text: title,
          count: false,
        }),
      ),
    });
  }

  async #showNews() {
    const answer = await this.#console.get("staff/news");
    if (answer.kind !== "ok") return;
    const items = newsItems(answer.body);
    fill(this.root, { news: items, "nothing-new": items.length === 0 });
  }

  #isOverSchools() {
    return this.#console.me.grants.some(({ kind }) => kind === "district_administrator");
  }
}

/** @param {ClassSummary} summary @param {number} place */
function classItem(summary, place) {
  const { id, title, students, in_today: inside, without_badge: without, co_teachers: others } = summary;
  const [sign = "?"] = /\d+/.exec(title) ?? [title.slice(0, 1).toUpperCase()];
  const sub = [counted("students", students), others.length ? word("with", { names: list(others) }) : ""];
  const item = made("class", {
    link: { href: address("class", { id }) },
    name: title,
    sub: sub.filter(Boolean).join(", "),
    in: counted("in_today", inside),
    out: counted("not_yet", students - inside),
    without: without ? counted("without", without) : word("everyone"),
    sign: sign.slice(0, 3),
  });
  slot(item, "paint").classList.add(`paint-${COLOURS[place % COLOURS.length]}`);
  drawTally(slot(item, "tally"), summary);
  return item;
}
