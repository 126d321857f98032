/** The rows of a class: which show, and in which order. */

/** @typedef {import("../shared/types").Row} Row */
/** @typedef {"name" | "badge" | "today" | "last"} SortKey */

/** Which rows a filter leaves, by its name in the address. @type {Record<string, (row: Row) => boolean>} */
export const FILTERS = {
  all: () => true,
  "in-today": (row) => row.signed_in_today !== null,
  "not-yet": (row) => row.signed_in_today === null,
  without: (row) => row.badge !== "working",
  never: (row) => !row.ever_signed_in,
};

/** How many rows each filter leaves. @param {Row[]} rows */
export const counts = (rows) =>
  Object.fromEntries(Object.entries(FILTERS).map(([name, keeps]) => [name, rows.filter(keeps).length]));

/** The last grade whose children are called by their first names. */
const SMALL = ["PK", "PR", "IT", "TK", "KG", "K", "01", "02", "03", "04", "05", "1", "2", "3", "4", "5"];

/** @param {string | null} grade */
export const isYoung = (grade) => SMALL.includes(grade ?? "");

/**
 * The rows that show, sorted. Small children stand by their first names, others by their last.
 * @param {Row[]} rows @param {{ show?: string | null, sort?: string | null }} wanted `-badge` is badge the other way round
 * @param {string} language
 */
export function arranged(rows, { show, sort }, language) {
  const { compare } = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  const [, minus, key = "name"] = /^(-?)(.*)$/.exec(sort ?? "") ?? [];
  const keep = FILTERS[show ?? "all"] ?? (() => true);
  const byName = (/** @type {Row} */ a, /** @type {Row} */ b) => compare(nameKey(a), nameKey(b));
  const by = KEYS[key] ?? KEYS.name;
  const way = minus ? -1 : 1;
  return rows.filter(keep).sort((a, b) => way * compare(by?.(a) ?? "", by?.(b) ?? "") || byName(a, b));
}

/** @param {Row} row */
const nameKey = ({ given_name: given, family_name: family, grade }) =>
  isYoung(grade) ? `${given} ${family}` : `${family} ${given}`;

const BADGES = { none: "0", void: "1", working: "2" };

/** What each column is sorted by, as text. @type {Record<string, (row: Row) => string>} */
const KEYS = {
  name: nameKey,
  badge: ({ badge }) => BADGES[badge],
  today: ({ signed_in_today: entry }) => entry?.at ?? "9999",
  last: ({ badge_last_used_at: at }) => at ?? "",
};

/** What a heading's link sorts by next: the other way round where it is sorted by already. @param {string} key @param {string | null} sort */
export const nextSort = (key, sort) => ((sort ?? "name") === key ? `-${key}` : key);
