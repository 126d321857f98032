/** What stands where on a dashboard: a few tiles in their groups; with many, one's own apps above them and a search. */

import { looks } from "./letters.mjs";

/** @typedef {import("../../shared/types").App} App */
/** @typedef {import("../../shared/types").Dashboard} Dashboard */
/** @typedef {import("./kept-apps.mjs").Kept} Kept */

const CATEGORIES = ["read", "numbers", "make", "class", "more"];
/** Who finds apps by picture has one group: headings would be words to read. */
const ONE_GROUP = "all";
/** About as many tiles as a Chromebook's window shows at once. */
const IN_SIGHT = 8;

/**
 * @typedef {object} Arrangement
 * @property {boolean} isMany more tiles than are seen at once
 * @property {boolean} hasSearch
 * @property {App[]} favourites in the order they were chosen
 * @property {App[]} recent the last one first; what stands among the favourites is not shown twice
 * @property {Map<string, App[]>} groups by category, in the order of the catalogue
 * @property {Map<string, import("./letters.mjs").Look>} looks by the apps' ids
 */

/** @param {Dashboard} dashboard @param {Kept} kept @returns {Arrangement} */
export function arrange({ search, apps }, kept) {
  const isMany = apps.length > IN_SIGHT;
  const own = (/** @type {string[]} */ ids) =>
    ids.flatMap((id) => (isMany && apps.find((app) => app.id === id)) || []);
  const groups = search ? byCategory(apps) : new Map([[ONE_GROUP, apps]]);
  return {
    isMany,
    hasSearch: isMany && search,
    favourites: own(kept.favourites),
    recent: own(kept.recent.filter((id) => !kept.favourites.includes(id))),
    groups,
    looks: looks([...groups.values()].flat()),
  };
}

/** @param {App[]} apps @returns {Map<string, App[]>} */
function byCategory(apps) {
  const categoryOf = (/** @type {App} */ { category }) => (CATEGORIES.includes(category) ? category : "more");
  return new Map(
    CATEGORIES.map((category) => [category, apps.filter((app) => categoryOf(app) === category)]),
  );
}
