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

/** What the server calls each way to sign in (RFC 8176, section 2), and what the words are called. @type {Record<string, string>} */
const WAYS = {
  badge: "badge",
  pwd: "password",
  otp: "backup_code",
  totp: "totp",
  passkey: "passkey",
  recovery: "recovery",
};
/** The ways that children have, each with an icon. */
const OF_CHILDREN = ["badge", "password", "backup_code"];

/** The icon and word of a child's way in. @param {string | null} method */
export function kindOf(method) {
  const way = WAYS[method ?? ""] ?? "password";
  return OF_CHILDREN.includes(way) ? way : "password";
}

/** How somebody signed in today, if they did. @param {Row} row */
export function today({ signed_in_today: entry }) {
  if (!entry) return piece("how-none");
  return made(`how-${kindOf(entry.method)}`, { when: `${clock(new Date(entry.at), language())},` });
}

const LEADS = ["school_lead", "district_administrator"];

/** Whether somebody looks after more than classes of their own. @param {import("../shared/types").Me} me */
export const isLead = ({ grants }) => grants.some(({ kind }) => LEADS.includes(kind));

/** A way to sign in, as a word. @param {string | null} method */
export const wayOf = (method) => word(`how_${WAYS[method ?? ""] ?? "password"}`);
