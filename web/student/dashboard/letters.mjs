/** An app without a drawing: two letters of its name on a plate, in a look that its neighbours do not have. */

/** @typedef {import("../../shared/types").App} App */
/** @typedef {{ colour: string, plate: number, mark: number }} Look `plate` and `mark` number the drawings of letter tiles */

const COLOURS = ["sky", "marigold", "teal", "coral"];
const PLATES = 4;
const MARKS = 6;

/** The first letters of a name's first two words, or the first two of its only one. @param {string} name */
export function letters(name) {
  const [first, second] = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? [];
  if (!first) return [...name.trim()][0] ?? "";
  return second ? capital(first) + capital(second) : capital(first) + (characters(first)[1] ?? "");
}

const characters = (/** @type {string} */ word) => word.normalize().match(/[\p{L}\p{N}]\p{M}*/gu) ?? [];
const capital = (/** @type {string} */ word) => (characters(word)[0] ?? "").toLocaleUpperCase();

/**
 * The looks of a board's apps by their ids. A look follows from the id, so that a child finds it again when others come
 * and go, but for the colour that the app before has. Plates are of paper: a background of paper leaves the colour open.
 * @param {App[]} apps in the order they stand @returns {Map<string, Look>}
 */
export function looks(apps) {
  let before = "";
  return new Map(
    apps.map((app) => {
      const look = lookOf(app, before);
      before = look.colour;
      return [app.id, look];
    }),
  );
}

/** @param {App} app @param {string} before the colour beside it @returns {Look} */
function lookOf({ id, icon, background }, before) {
  const number = hash(id);
  const own = number % COLOURS.length;
  const colour = COLOURS[own] === before ? COLOURS[(own + 1) % COLOURS.length] : COLOURS[own];
  return {
    colour: icon || background !== "paper" ? background : String(colour),
    plate: (number >>> 8) % PLATES,
    mark: (number >>> 16) % MARKS,
  };
}

/** 32 bits that differ all over where texts do in one character: FNV-1a, mixed as MurmurHash3 ends. @param {string} text */
function hash(text) {
  let bits = 0x811c9dc5;
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) ?? 0), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
