/**
 * Favourites and the apps used last, kept on this device. Each stands under a person's key, which names nobody and opens
 * nothing; nothing else is kept of anybody: no name, no time.
 */

import { recall, remember } from "../../shared/storage.mjs";

const KEPT = "harmony.apps";
/** A cart of devices serves a few classes; whoever was here longest ago is forgotten. */
const MOST_PEOPLE = 100;
const MOST_RECENT = 6;

/** @typedef {{ favourites: string[], recent: string[] }} Kept ids of apps */

/** What is kept for somebody. @param {string} key @returns {Kept} */
export const keptFor = (key) => everybody().get(key) ?? { favourites: [], recent: [] };

/** Make an app a favourite, the last of them, or no longer one. @param {string} key @param {string} id */
export function toggleFavourite(key, id) {
  const { favourites, recent } = keptFor(key);
  const others = favourites.filter((each) => each !== id);
  keep(key, { favourites: others.length < favourites.length ? others : [...favourites, id], recent });
}

/** An app was opened. @param {string} key @param {string} id */
export function noteUse(key, id) {
  const { favourites, recent } = keptFor(key);
  keep(key, { favourites, recent: [id, ...recent.filter((each) => each !== id)].slice(0, MOST_RECENT) });
}

/** @param {string} key @param {Kept} kept */
function keep(key, kept) {
  const people = everybody();
  people.delete(key);
  people.set(key, kept);
  remember(KEPT, JSON.stringify([...people].slice(-MOST_PEOPLE)));
}

/** By key, whoever was here last at the end. What somebody else has written there counts for nothing. @returns {Map<string, Kept>} */
function everybody() {
  try {
    const entries = JSON.parse(recall(KEPT) ?? "[]");
    return new Map(entries.filter(isEntry));
  } catch {
    return new Map();
  }
}

/** @param {unknown} entry */
function isEntry(entry) {
  const [key, kept] = /** @type {[unknown, Partial<Kept> | null]} */ (entry);
  return typeof key === "string" && [kept?.favourites, kept?.recent].every(isListOfIds);
}

const isListOfIds = (/** @type {unknown} */ ids) =>
  Array.isArray(ids) && ids.every((id) => typeof id === "string");
