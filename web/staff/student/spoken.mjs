/** Six digits as they are shown and read aloud: in threes. */

/** @param {string} code */
export const inThrees = (code) => code.replace(/(\d{3})(?=\d)/g, "$1 ");

/**
 * A code as it is read aloud: "four, seven, two. Then nine, one, three."
 * @param {string} code @param {(key: string, places?: Record<string, string>) => string} word
 */
export function spoken(code, word) {
  const said = (/** @type {string} */ digits) =>
    [...digits].map((digit) => word(`number_${digit}`)).join(", ");
  return word("digits", { first: said(code.slice(0, 3)), second: said(code.slice(3)) });
}
