/**
 * How hard a password is to guess for somebody who knows the school and the child, told while it is typed. The server
 * decides, by `harmony.passwords` and a list of common ones besides; both are tested by strength.test.json.
 *
 * @typedef {{ min_length: number, words: string[], walks: string[] }} PasswordRules what the server asks of it
 * @typedef {"too_short" | "easy_to_guess" | "good" | "strong"} Strength
 */

const LEAST_WORD = 3;
const LEAST_WALK = 4;
const SHORT_NUMBER = 8;
/** Signs that are written for letters; `1` stands for either of two. */
const LOOK_ALIKES = ["i", "l"].map((one) => new Map([...zip("4@3!05$7", "aaeiosst"), ["1", one]]));

/** @param {string} password @param {PasswordRules} rules @returns {Strength} */
export function assess(password, rules) {
  const spelt = [...password.normalize("NFC").trim()];
  if (spelt.length < rules.min_length) return "too_short";
  const least = Math.floor(rules.min_length / 2) + 1;
  const left = rest([...folded(password)].filter((each) => !" -_.".includes(each)).join(""), rules);
  if (left < least) return "easy_to_guess";
  return left >= 2 * least ? "strong" : "good";
}

/** Small letters without accents: how a guess is written first. @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Characters that nobody expects; what is expected counts one, what is repeated none. @param {string} text @param {PasswordRules} rules */
function rest(text, { words, walks }) {
  const known = new Set(words);
  const longest = Math.max(0, ...words.map(({ length }) => length));
  const both = walks.flatMap((walk) => [walk, [...walk].toReversed().join("")]);
  let left = 0;
  for (let place = 0; place < text.length;) {
    const expected = Math.max(
      word(text, place, known, longest),
      walk(text, place, both),
      number(text, place),
    );
    const again = repeated(text, place);
    const isRepeat = again >= Math.max(expected, 2);
    place += isRepeat ? again : Math.max(expected, 1);
    if (!isRepeat) left += 1;
  }
  return left;
}

/** How much from here on stood before: the same sign again, or three of them. @param {string} text @param {number} place */
function repeated(text, place) {
  let length = 0;
  while (
    place + length < text.length &&
    text.slice(0, place + length).includes(text.slice(place, place + length + 1))
  )
    length += 1;
  const same = place > 0 && new Set(text.slice(place - 1, place + length)).size === 1;
  return length >= 3 || same ? length : 0;
}

/** The length of the longest word from here on, look-alikes read as letters. @param {string} text @param {number} place @param {Set<string>} words @param {number} longest */
function word(text, place, words, longest) {
  for (let length = Math.min(longest, text.length - place); length >= LEAST_WORD; length -= 1) {
    const piece = text.slice(place, place + length);
    const readings = LOOK_ALIKES.map((letters) =>
      [...piece].map((each) => letters.get(each) ?? each).join(""),
    );
    if ([piece, ...readings].some((each) => words.has(each))) return length;
  }
  return 0;
}

/** The length of a walk over the keyboard from here on. @param {string} text @param {number} place @param {string[]} walks */
function walk(text, place, walks) {
  let length = LEAST_WALK;
  while (
    place + length <= text.length &&
    walks.some((each) => each.includes(text.slice(place, place + length)))
  )
    length += 1;
  return length > LEAST_WALK ? length - 1 : 0;
}

/** The length of the number that begins here, if it is a short one. @param {string} text @param {number} place */
function number(text, place) {
  if (/^[0-9]$/.test(text.charAt(place - 1))) return 0;
  const [digits = ""] = /^[0-9]*/.exec(text.slice(place)) ?? [];
  return digits.length <= SHORT_NUMBER ? digits.length : 0;
}

/** @param {string} these @param {string} those @returns {[string, string][]} */
function zip(these, those) {
  return [...these].map((each, place) => [each, those.charAt(place)]);
}
