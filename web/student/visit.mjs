/** What one visit leaves for the next on this device: the school; and a badge's way here. */

import { recall, remember } from "../shared/storage.mjs";

const SCHOOL = "harmony.school";
const SILENT = "harmony.silent";

/** The school's name as it was last time, so that the header need not change before the child's eyes. */
export const rememberedSchool = () => recall(SCHOOL);

/** Whether the school wanted no sounds last time. */
export const schoolIsSilent = () => recall(SILENT) === "yes";

/** @param {string} name @param {boolean} silent */
export function rememberSchool(name, silent) {
  remember(SCHOOL, name);
  remember(SILENT, silent ? "yes" : null);
}

/** Whether a family keeps its children's doors here (student/doors/kept-doors.mjs). */
export const hasDoors = () => recall("harmony.doors") !== null;

const BADGE = "harmony.badge";
/** A badge that waits longer for its page than this belongs to somebody who has left. */
const BADGE_WAITS_MS = 60_000;

/** Whether the address holds a badge, as a phone's camera app opens it. */
export const badgeInAddress = () => /^#[0-9]+$/.test(location.hash);

/**
 * Go on to a page without the badge in its address, which finds the badge by `takeBadge`. The browser's list of
 * visited pages then names that page alone; an address changed in place would stay on the list as it was.
 * @param {string} href @param {string} [badge] that of the address, or one that was read
 */
export function carryBadgeTo(href, badge = location.hash.slice(1)) {
  try {
    sessionStorage.setItem(BADGE, `${Date.now()} ${badge}`);
    location.replace(href);
  } catch {
    history.replaceState(badge, "", href);
    location.reload(); // storage is off: the tab's own history carries it, and never shows it
  }
}

/** The badge that the page before this one carried here, or null. It can be taken once. */
export function takeBadge() {
  const [since, digits] = carried().split(" ");
  return digits && Date.now() - Number(since) < BADGE_WAITS_MS ? digits : null;
}

function carried() {
  try {
    const entry = sessionStorage.getItem(BADGE) ?? "";
    sessionStorage.removeItem(BADGE);
    return entry;
  } catch {
    const digits = history.state;
    if (typeof digits !== "string") return ""; // a screen's place, which stays
    history.replaceState(null, "");
    return digits ? `${Date.now()} ${digits}` : "";
  }
}
