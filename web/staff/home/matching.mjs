/** Where in a name the letters stand that somebody looks for: accents and case do not count. */

/** @typedef {{ text: string, hit: boolean }} Part */

/** @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A name in parts, those that match marked; the first match of each word that is looked for.
 * @param {string} name @param {string} query
 * @returns {Part[]}
 */
export function marked(name, query) {
  const letters = [...name.normalize("NFC")];
  const plain = letters.map(folded);
  const marks = letters.map(() => false);
  for (const wanted of folded(query).split(/\s+/).filter(Boolean)) {
    const start = find(plain, wanted);
    if (start) marks.fill(true, ...start);
  }
  /** @type {Part[]} */
  const parts = [];
  letters.forEach((letter, at) => {
    const last = parts.at(-1);
    if (last && last.hit === marks[at]) last.text += letter;
    else parts.push({ text: letter, hit: marks[at] ?? false });
  });
  return parts;
}

/** First and last letter, by their places, of a text. @param {string[]} plain @param {string} wanted @returns {[number, number] | null} */
function find(plain, wanted) {
  for (let start = 0; start < plain.length; start++) {
    let text = "";
    for (let end = start; end < plain.length && text.length < wanted.length; end++) {
      text += plain[end];
      if (text === wanted) return [start, end + 1];
    }
  }
  return null;
}
