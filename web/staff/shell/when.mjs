/** Moments and spans as people say them. Moments come as ISO 8601 in UTC and show in the device's own time. */

const DAY_MS = 24 * 3600 * 1000;

/** @typedef {{ now?: number, language: string, word: (key: string, places: Record<string, string>) => string }} Saying */

/**
 * When something was: today and yesterday with the time, in the last week the day with it, else the date.
 * @param {string} iso @param {Saying} saying
 */
export function when(iso, { now = Date.now(), language, word }) {
  const moment = new Date(iso);
  const time = clock(moment, language);
  const days = daysBetween(moment, new Date(now));
  if (days === 0) return word("today_at", { time });
  if (days === 1) return word("yesterday_at", { time });
  if (days > 1 && days < 7)
    return new Intl.DateTimeFormat(language, { weekday: "long", hour: "numeric", minute: "2-digit" }).format(
      moment,
    );
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(moment);
}

/**
 * The day something was, without the time.
 * @param {string} iso @param {{ now?: number, language: string, word: (key: string) => string }} saying
 */
export function day(iso, { now = Date.now(), language, word }) {
  const moment = new Date(iso);
  const days = daysBetween(moment, new Date(now));
  if (days === 0 || days === 1) return word(days ? "yesterday" : "today");
  const isRecent = days > 1 && days < 7;
  return new Intl.DateTimeFormat(language, isRecent ? { weekday: "long" } : { dateStyle: "medium" }).format(
    moment,
  );
}

/** The time of day. @param {Date} moment @param {string} language */
export const clock = (moment, language) =>
  new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(moment);

/** A span in whole minutes, or in seconds where it is shorter. @param {number} seconds @param {string} language */
export function span(seconds, language) {
  const inMinutes = seconds >= 60;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: inMinutes ? "minute" : "second",
    unitDisplay: "long",
  }).format(inMinutes ? Math.floor(seconds / 60) : Math.max(0, Math.floor(seconds)));
}

/** Seconds from now until a moment; never less than 0. @param {string} iso @param {number} [now] */
export const secondsUntil = (iso, now = Date.now()) => Math.max(0, (Date.parse(iso) - now) / 1000);

/** Midnights between two moments. @param {Date} earlier @param {Date} later */
function daysBetween(earlier, later) {
  const midnight = (/** @type {Date} */ date) => new Date(date).setHours(0, 0, 0, 0);
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS);
}
