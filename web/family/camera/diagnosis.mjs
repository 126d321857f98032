/**
 * What the frames of a camera come to: which checks passed, which one not yet, and what to do about it.
 *
 * @typedef {Pick<import("../../scan/types").Sight, "brightness" | "read" | "other" | "code">} Sight
 * @typedef {"light" | "size" | "sharp" | "read"} Check
 * @typedef {"next" | "looking" | "good" | "wrong"} State
 * @typedef {"unseen" | "dark" | "shiny" | "far" | "near" | "blurred" | "unread" | "other" | "fine"} Finding
 */

/** As `harmony.scan.hints` has them. */
const TOO_DARK = 45;
const TOO_FAINT = 60;
const TOO_SHINY = 0.02;
export const TOO_FAR = 0.22;
const TOO_CLOSE = 0.85;
/** Half of the codes that were not read were no sharper than this; of those that were read, one in twenty. */
const TOO_BLURRED = 0.41;

/** In their order: what comes before the one that a finding is about, is well. @type {Check[]} */
export const CHECKS = ["light", "size", "sharp", "read"];

/** @type {Record<Finding, Check>} */
const ABOUT = {
  dark: "light",
  shiny: "light",
  unseen: "size",
  far: "size",
  near: "size",
  blurred: "sharp",
  unread: "read",
  other: "read",
  fine: "read",
};

/** So many frames in a row say the same before it is told: a hand is unsteady, and a code takes a few to be read. @type {Partial<Record<Finding, number>>} */
const FRAMES = { fine: 1, unread: 15, blurred: 10, other: 5 };
const OTHER_FRAMES = 5;

/** Watches frames until a badge was read. */
export class Diagnosis {
  /** @type {Finding} */
  finding = "unseen";
  /** @type {Finding} */
  #coming = "unseen";
  #frames = 0;

  /** Take in a frame. @param {Sight} sight */
  look(sight) {
    if (this.isOver) return;
    const found = findingOf(sight);
    this.#frames = found === this.#coming ? this.#frames + 1 : 1;
    this.#coming = found;
    if (this.#frames >= (FRAMES[found] ?? OTHER_FRAMES)) this.finding = found;
  }

  /** Whether a badge was read: all is well. */
  get isOver() {
    return this.finding === "fine";
  }

  /** How a check stands. @param {Check} check @returns {State} */
  state(check) {
    const place = CHECKS.indexOf(check) - CHECKS.indexOf(ABOUT[this.finding]);
    if (place !== 0) return place < 0 ? "good" : "next";
    if (this.finding === "unseen") return "looking";
    return this.isOver ? "good" : "wrong";
  }

  /** How many arcs are lit: something is seen, is large enough, is read. */
  get lit() {
    if (this.finding === "unseen" || this.finding === "dark") return 0;
    if (this.isOver) return 3;
    return ABOUT[this.finding] === "size" ? 1 : 2;
  }
}

/** What one frame alone says. @param {Sight} sight @returns {Finding} */
export function findingOf({ brightness, read, other, code }) {
  if (read) return "fine";
  if (other) return "other";
  if (brightness < TOO_DARK || (code && code.contrast < TOO_FAINT)) return "dark";
  if (!code) return "unseen";
  if (code.glare > TOO_SHINY) return "shiny";
  return sizeOf(code.side) ?? (code.sharpness < TOO_BLURRED ? "blurred" : "unread");
}

/** @param {number} side @returns {Finding | null} */
function sizeOf(side) {
  if (side < TOO_FAR) return "far";
  return side > TOO_CLOSE ? "near" : null;
}
