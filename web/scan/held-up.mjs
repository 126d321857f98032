/**
 * Which badge is held up where several can be seen: `harmony.scan.held_up` for the decoder alone. Both are held equal
 * by the cases of held-up.test.json.
 */

/** @typedef {{ badge: string | null, corners: number[] }} Code a code in a picture, x0, y0, … x3, y3 around it; which
 * badge it says, null if it could not be read or says something else */

const CLEARLY_LARGER = 2;

/**
 * The badge that is held up in a picture of this size; null if there is none, or it cannot be told apart.
 * @param {Code[]} codes @param {number} width @param {number} height
 */
export function heldUp(codes, width, height) {
  const best = largest(codes.filter(({ badge }) => badge !== null));
  if (!best) return null;
  const away = (/** @type {Code} */ code) => distance(middle(code), [width / 2, height / 2]);
  const rivals = codes.some(
    (code) => code.badge !== best.badge && mayBe(code, best, away(code) < away(best)),
  );
  return rivals ? null : best.badge;
}

/** Whether two badges can be read in a picture; one that is seen twice is one. @param {Code[]} codes */
export const areSeveral = (codes) => new Set(codes.map(({ badge }) => badge).filter(Boolean)).size > 1;

/** The largest of some codes. @template {{ corners: number[] }} T @param {T[]} codes */
export const largest = (codes) =>
  codes.reduce(
    (/** @type {T | undefined} */ best, code) => (best && area(best) >= area(code) ? best : code),
    undefined,
  );

/** As `harmony.scan.held_up.SECONDS_ALONE`. */
const MS_ALONE = 500;

/** Takes no badge while two have just been alike: then one frame that shows a single one decides nothing. */
export class Choice {
  #severalAt = Number.NEGATIVE_INFINITY;

  /**
   * Whether the badge held up in a frame is taken.
   * @param {string | null} held @param {boolean} several @param {number} now in milliseconds
   */
  mayTake(held, several, now) {
    if (held === null && several) this.#severalAt = now;
    return held !== null && !this.isOpen(now);
  }

  /** Whether two badges could not be told apart a moment ago. @param {number} now */
  isOpen = (now) => now - this.#severalAt < MS_ALONE;
}

/**
 * Whether another code may be the one held up: a badge not clearly behind, or a code before it that says none.
 * @param {Code} other @param {Code} best @param {boolean} nearer
 */
function mayBe(other, best, nearer) {
  if (other.badge !== null) return nearer || area(best) < CLEARLY_LARGER * area(other);
  return nearer && area(other) > area(best) && !isSamePlace(other, best);
}

/** One code, seen twice, of which one look could not be read. @param {Code} one @param {Code} other */
const isSamePlace = (one, other) =>
  4 * distance(middle(one), middle(other)) ** 2 < Math.max(area(one), area(other));

/** Of the quadrangle, by the shoelace formula. @param {{ corners: number[] }} code */
function area({ corners }) {
  let sum = 0;
  for (let at = 0; at < corners.length; at += 2) {
    const [x = 0, y = 0] = corners.slice(at - 2);
    sum += x * (corners[at + 1] ?? 0) - (corners[at] ?? 0) * y;
  }
  return Math.abs(sum) / 2;
}

/** @param {Code} code @returns {[number, number]} */
const middle = ({ corners }) => [mean(corners, 0), mean(corners, 1)];

/** Of every other number. @param {number[]} numbers @param {number} from */
const mean = (numbers, from) =>
  numbers.filter((_, at) => at % 2 === from).reduce((sum, one) => sum + one, 0) / 4;

/** @param {[number, number]} a @param {[number, number]} b */
const distance = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);
