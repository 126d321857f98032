/**
 * The console's addresses: a view, what it is about, and its filters, all behind the #, so that no student's id reaches a
 * log. `#class/ID?show=not-yet`, `#find?q=no`, `#print?class=ID`.
 */

/** @typedef {{ name: string, id: string, query: URLSearchParams }} Route */

export const FIRST = "today";

/** What an address's fragment leads to. @param {string} fragment @returns {Route} */
export function parse(fragment) {
  const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [name = "", id = ""] = path.split("/");
  return { name: decode(name) || FIRST, id: decode(id), query: new URLSearchParams(query) };
}

/**
 * The fragment that leads somewhere; filters that are empty are left out.
 * @param {string} name @param {{ id?: string, [filter: string]: string | null | undefined }} [to]
 */
export function address(name, { id = "", ...filters } = {}) {
  const query = new URLSearchParams();
  for (const [filter, value] of Object.entries(filters)) if (value) query.set(filter, value);
  const path = id ? `${name}/${encodeURIComponent(id)}` : name;
  return query.size ? `#${path}?${query}` : `#${path}`;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
