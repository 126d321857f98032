/**
 * Templates become a page here, and nowhere else: texts by `textContent`, so that no name is ever read as HTML.
 *
 *   <p data-t="lead">              the text of `lead`
 *   <tr data-a="id:row; class:kind">     attributes: a text sets one, true leaves it empty, false and null take it away
 *   <input data-p="value:name">    properties
 *   <p data-if="warning">          stays only while `warning` is something; data-if="!rows" only while it is not
 *   <template data-each="rows">    its content once for each of `rows`, in its place; with data-slices, while somebody
 *                                  types, a screenful at once and the rest in between
 *   <div data-draw="page">         a drawing: SVG of our own
 *
 * A name is looked for in the entry of the list first, then in what is around it; `a.b` is `b` of `a`.
 */

/** @typedef {import("./types").Data} Data */
/** @typedef {import("./types").Value} Value */

const FIRST_SLICE = 60;
const SLICE = 120;
const BOUND = "[data-t],[data-a],[data-p],[data-if],[data-each],[data-draw]";
/** What each element of a template is bound to: templates are read once, not for each of a thousand rows.
 * @type {WeakMap<Node, Step[]>} */
const known = new WeakMap();
/** @typedef {{ path: number[], apply: (element: Element, data: Data[]) => void }} Step */

/** A template's content, filled. @param {HTMLTemplateElement} template @param {Data[]} data innermost last */
export function filled(template, data) {
  const copy = /** @type {DocumentFragment} */ (document.importNode(template.content, true));
  let steps = known.get(template.content);
  if (!steps) known.set(template.content, (steps = stepsOf(template.content)));
  const places = steps.map(({ path }) => path.reduce(child, /** @type {Node} */ (copy)));
  steps.forEach(({ apply }, index) => apply(/** @type {Element} */ (places[index]), data));
  return copy;
}

const child = (/** @type {Node} */ node, /** @type {number} */ place) =>
  /** @type {Node} */ (node.childNodes[place]);

/** @param {DocumentFragment} content @returns {Step[]} */
function stepsOf(content) {
  return [...content.querySelectorAll(BOUND)].map((element) => {
    const applied = bindings(/** @type {HTMLElement} */ (element));
    return {
      path: pathTo(element, content),
      apply: (copy, data) => applied.every((each) => each(copy, data)),
    };
  });
}

/** @param {Node} node @param {Node} root */
function pathTo(node, root) {
  const path = [];
  for (let at = node; at !== root; at = /** @type {Node} */ (at.parentNode)) {
    path.unshift([.../** @type {Node} */ (at.parentNode).childNodes].indexOf(/** @type {ChildNode} */ (at)));
  }
  return path;
}

/** What is done to an element; the first that gives false is the last. @param {HTMLElement} element */
function bindings(element) {
  const { t, a = "", p = "", if: condition, each, draw } = element.dataset;
  /** @type {((copy: any, data: Data[]) => boolean)[]} */
  const found = [];
  if (condition) found.push((copy, data) => holds(condition, data) || gone(copy));
  if (each) found.push((copy, data) => repeat(copy, each, element, data));
  for (const [name, key] of pairs(a)) found.push((copy, data) => attribute(copy, name, value(key, data)));
  for (const [name, key] of pairs(p)) found.push((copy, data) => property(copy, name, value(key, data)));
  if (t) found.push((copy, data) => property(copy, "textContent", value(t, data) ?? ""));
  if (draw) found.push((copy, data) => drawing(copy, value(draw, data)));
  return found;
}

/** @param {string} text @returns {[string, string][]} */
const pairs = (text) =>
  text
    .split(";")
    .filter((each) => each.trim())
    .map((each) => /** @type {[string, string]} */ (each.split(":").map((part) => part.trim())));

/** @param {string} key @param {Data[]} data @returns {Value | undefined} */
function value(key, data) {
  const [first = "", ...rest] = key.split(".");
  for (let at = data.length - 1; at >= 0; at--) {
    const scope = /** @type {Data} */ (data[at]);
    if (first in scope) return rest.reduce((inner, name) => /** @type {any} */ (inner)?.[name], scope[first]);
  }
  return undefined;
}

/** @param {string} condition @param {Data[]} data */
function holds(condition, data) {
  const found = value(condition.replace("!", ""), data);
  return Boolean(Array.isArray(found) ? found.length : found) !== condition.startsWith("!");
}

/** @param {Element} element */
function gone(element) {
  element.remove();
  return false;
}

/** @param {Element} copy @param {string} key @param {HTMLElement} template @param {Data[]} data */
function repeat(copy, key, template, data) {
  const rows = /** @type {Data[]} */ (value(key, data) ?? []);
  const make = (/** @type {Data} */ row) =>
    filled(/** @type {HTMLTemplateElement} */ (template), [...data, row]);
  const first = "slices" in template.dataset && isTyping() ? FIRST_SLICE : rows.length;
  const end = document.createComment("");
  copy.replaceWith(...rows.slice(0, first).map(make), end);
  if (rows.length > first) goOn(end, rows, first, make);
  return false;
}

const isTyping = () => document.activeElement?.matches("input[type=search]") ?? false;

/**
 * The rest of a list, as long as it is on the page: what is typed meanwhile, and what that draws, come in between.
 * @param {Comment} end of the list @param {Data[]} rows @param {number} start @param {(row: Data) => Node} make
 */
function goOn(end, rows, start, make) {
  whenFree(() => {
    if (!end.isConnected) return;
    end.before(...rows.slice(start, start + SLICE).map(make));
    if (start + SLICE < rows.length) goOn(end, rows, start + SLICE, make);
  });
}

/** @param {() => void} work */
const whenFree = (work) => ("requestIdleCallback" in window ? requestIdleCallback(work) : setTimeout(work));

/** @param {Element} element @param {string} name @param {Value | undefined} content */
function attribute(element, name, content) {
  if (content === false || content === null || content === undefined) element.removeAttribute(name);
  else element.setAttribute(name, content === true ? "" : String(content));
  return true;
}

/** @param {any} element @param {string} name @param {Value | undefined} content */
function property(element, name, content) {
  element[name] = content ?? "";
  return true;
}

/** @param {Element} element @param {Value | undefined} svg */
function drawing(element, svg) {
  element.replaceChildren();
  if (!svg) return true;
  const parsed = new DOMParser().parseFromString(String(svg), "image/svg+xml").documentElement;
  element.append(document.importNode(parsed, true));
  return true;
}
