/** What the page remembers on this device between visits: nothing secret, and nothing it could not do without. */

/** What could not be stored, because storage is off or full: it is remembered as long as the page is there. */
const unstored = new Map();

/** @param {string} key @param {string | null} value null removes it */
export function remember(key, value) {
  unstored.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    unstored.set(key, value);
  }
}

/** @param {string} key @returns {string | null} */
export function recall(key) {
  if (unstored.has(key)) return unstored.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
