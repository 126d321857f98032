/** The words that scripts put together; all stand in the page, in its language. */

/** @type {Map<string, string> | null} */
let table = null;

/** A text with its places filled. @param {string} key @param {Record<string, string | number>} [places] */
export function word(key, places = {}) {
  const text = words().get(key);
  if (text === undefined) throw new Error(`no word ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, place) => String(places[place] ?? ""));
}

/** Whether there is such a text. @param {string} key */
export const hasWord = (key) => words().has(key);

/** The text for so many, in the form that the language has for it. @param {string} key @param {number} n */
export function counted(key, n, places = {}) {
  const form = `${key}_${new Intl.PluralRules(language()).select(n)}`;
  return word(hasWord(form) ? form : `${key}_other`, { n: number(n), ...places });
}

/** A number as the language writes it. @param {number} n */
export const number = (n) => new Intl.NumberFormat(language()).format(n);

/** Several names as the language lists them. @param {string[]} names */
export const list = (names) => new Intl.ListFormat(language()).format(names);

/** A text as it begins a line. @param {string} text */
export const capital = (text) => text.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase(language()));

export const language = () => document.documentElement.lang;

function words() {
  table ??= new Map(
    [...document.querySelectorAll("template[data-words]")].flatMap((template) =>
      [.../** @type {HTMLTemplateElement} */ (template).content.children].map((each) => [
        /** @type {HTMLElement} */ (each).dataset.word ?? "",
        each.textContent ?? "",
      ]),
    ),
  );
  return table;
}
