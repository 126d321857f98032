/** A class as a row of small doors: filled for who is in, crossed for who has no working badge. */

const WIDE = 15;
const HIGH = 19;
const IN_A_ROW = 13;
const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{ students: number, in_today: number, without_badge: number }} Counts */

/** Which door stands at each place. Who has no badge is counted among those who are not in first. @param {Counts} counts */
export function doors({ students, in_today: inside, without_badge: without }) {
  return Array.from({ length: students }, (_, place) => ({
    door: place < inside ? "door-in" : "door-out",
    crossed: place >= students - without,
  }));
}

/** @param {Element} svg @param {Counts} counts */
export function drawTally(svg, counts) {
  const drawn = doors(counts);
  svg.setAttribute(
    "viewBox",
    `0 0 ${IN_A_ROW * WIDE} ${Math.max(1, Math.ceil(drawn.length / IN_A_ROW)) * HIGH}`,
  );
  svg.replaceChildren(
    ...drawn.flatMap(({ door, crossed }, place) =>
      [door, ...(crossed ? ["door-cross"] : [])].map((name) => placed(name, place)),
    ),
  );
}

/** @param {string} name @param {number} place */
function placed(name, place) {
  const use = document.createElementNS(SVG, "use");
  const at = {
    x: (place % IN_A_ROW) * WIDE,
    y: Math.floor(place / IN_A_ROW) * HIGH,
    width: WIDE,
    height: HIGH,
  };
  for (const [key, value] of Object.entries({ href: `#${name}`, ...at }))
    use.setAttribute(key, String(value));
  return use;
}
