/** How a child is shown: the small door with their picture, their badge, how they came in. */

import { made, piece, slot } from "./bind.mjs";
import { clock } from "./when.mjs";
import { hasWord, language, word } from "./words.mjs";

/** @typedef {import("../shared/types").Row} Row */
/** @typedef {import("../shared/types").Picture} Picture */

/** @param {{ given_name: string, family_name: string }} person */
export const nameOf = ({ given_name: given, family_name: family }) => `${given} ${family}`;

/** A small door with a child's own picture. @param {Picture} picture */
export function kidDoor({ name, colour }) {
  const door = piece("kid-door");
  slot(door, "paint").classList.add(`paint-${colour}`);
  door.querySelector("use")?.setAttribute("href", `#picture-${name}`);
  return door;
}

/** A grade as people say it. @param {string} grade as rosters write it: 02, KG */
export const gradeOf = (grade) =>
  hasWord(`grade_${grade}`) ? word(`grade_${grade}`) : word("grade", { grade: grade.replace(/^0/, "") });

/** A badge's state: an icon and a word. @param {Row} row */
export const badgeState = ({ badge }) => piece(`badge-${badge}`);

const KNOWN = ["badge", "password", "backup_code"];

/** How somebody signed in today, if they did. @param {Row} row */
export function today({ signed_in_today: entry }) {
  if (!entry) return piece("how-none");
  const method = KNOWN.includes(entry.method) ? entry.method : "password";
  return made(`how-${method}`, { when: `${clock(new Date(entry.at), language())},` });
}

/** A way to sign in, as a word. @param {string | null} method */
export const wayOf = (method) => word(`how_${method && KNOWN_WAYS.includes(method) ? method : "password"}`);

const KNOWN_WAYS = [...KNOWN, "passkey", "totp", "recovery"];
