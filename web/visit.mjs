/** What the page remembers between visits: nothing secret, and nothing it could not do without. */

const SIGNED_IN = "harmony.signed-in";
const LANGUAGE = "harmony.language";
const SCHOOL = "harmony.school";

/** @param {string} key @param {string | null} value null forgets it */
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // storage is off or full: the page works without
  }
}

/** @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether somebody was signed in on this device when the page was left; the server has the last word. */
export const wasSignedIn = () => recall(SIGNED_IN) === "yes";

/** @param {boolean} signedIn */
export const rememberSignedIn = (signedIn) => keep(SIGNED_IN, signedIn ? "yes" : null);

/** The school's name as it was last time, so that the header need not change before the child's eyes. */
export const rememberedSchool = () => recall(SCHOOL);

/** @param {string} name */
export const rememberSchool = (name) => keep(SCHOOL, name);

/** @param {string} language */
export const rememberLanguage = (language) => keep(LANGUAGE, language);

/** The language this device asked for, if the page has it: chosen before, else the browser's own. */
export const preferredLanguage = () => recall(LANGUAGE) ?? navigator.language.slice(0, 2);

/**
 * The badge in the address, as a phone's camera app opens it, or null. It is gone from the address bar and
 * from this tab's history before anything else happens.
 */
export function takeBadgeFromAddress() {
  const digits = location.hash.slice(1);
  if (!/^[0-9]+$/.test(digits)) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return digits;
}
