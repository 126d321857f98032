/** Until when a substitute's page is good: a day and a time on this device's clock, 14 days from now at most. */

const LONGEST_MS = 14 * 24 * 3600 * 1000;
/** When most schools are over, and until when it has to be before that for today to be offered. */
const OVER_AT = "16:00";
const LATEST_FOR_TODAY = 15;

/** @typedef {{ day: string, time: string }} Until as the fields have them: 2026-12-01, 16:00 */

/** What is offered: the end of this school day, or of the next. @param {Date} now @returns {Until} */
export function usual(now) {
  const day = new Date(now);
  if (now.getHours() >= LATEST_FOR_TODAY) day.setDate(day.getDate() + 1);
  return { day: dayOf(day), time: OVER_AT };
}

/** The days that can be chosen. @param {Date} now */
export const choosable = (now) => ({ first: dayOf(now), last: dayOf(new Date(now.getTime() + LONGEST_MS)) });

/** The moment, or null where that is not one, or is over, or too far away. @param {Until} until @param {Date} now */
export function moment({ day, time }, now) {
  const chosen = new Date(`${day}T${time}`);
  const ahead = chosen.getTime() - now.getTime();
  return ahead > 0 && ahead <= LONGEST_MS ? chosen : null;
}

/** @param {Date} date */
function dayOf(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
