/**
 * The one place where the page is filled: a template is cloned, and its slots are filled by name. Text goes in as text,
 * so that no name from a roster can become markup.
 */

/**
 * What a slot can be given. Text or a number becomes its text; elements take its place inside; null and false hide it,
 * true shows it; anything else sets what it names.
 * @typedef {string | number | boolean | null | Node | Node[] | Facets} Filling
 */
/**
 * @typedef {object} Facets
 * @property {string | number} [text]
 * @property {Node[]} [nodes] what takes the place of all inside
 * @property {string} [href]
 * @property {string} [label] what a screen reader says in place of the text
 * @property {boolean} [hidden]
 * @property {string | number} [value] of a field, a bar
 * @property {boolean} [checked]
 * @property {string} [addClass] besides those it has
 * @property {boolean | null} [current] whether it is what shows
 * @property {Record<string, string>} [data]
 */

/** A new copy of a template's one element. @param {string} name @returns {HTMLElement} */
export function piece(name) {
  const template = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-template="${name}"]`)
  );
  const element = template?.content.firstElementChild;
  if (!element) throw new Error(`no template ${name}`);
  return /** @type {HTMLElement} */ (document.importNode(element, true));
}

/** A new copy of a template, filled. @param {string} name @param {Record<string, Filling>} values */
export const made = (name, values) => fill(piece(name), values);

/**
 * Fill every slot that is named, wherever it stands in an element or is the element itself.
 * @template {Element} E @param {E} root @param {Record<string, Filling>} values @returns {E}
 */
export function fill(root, values) {
  const slots = /** @type {HTMLElement[]} */ ([root, ...root.querySelectorAll("[data-slot]")]);
  for (const slot of slots) {
    const name = slot.dataset.slot;
    if (name && name in values) fillOne(slot, /** @type {Filling} */ (values[name]));
  }
  return root;
}

/** The element of a slot. @param {Element} root @param {string} name @returns {HTMLElement} */
export function slot(root, name) {
  const found = root.querySelector(`[data-slot="${name}"]`);
  if (!found) throw new Error(`no slot ${name}`);
  return /** @type {HTMLElement} */ (found);
}

/** @param {HTMLElement} element @param {Filling} value */
function fillOne(element, value) {
  if (value === null || typeof value === "boolean") show(element, value === true);
  else if (typeof value === "object" && !isNodes(value)) setFacets(element, value);
  else {
    show(element, true);
    if (typeof value === "object") element.replaceChildren(...(Array.isArray(value) ? value : [value]));
    else element.textContent = String(value);
  }
}

/** @param {Node | Node[] | Facets} value @returns {value is Node | Node[]} */
const isNodes = (value) => Array.isArray(value) || value instanceof Node;

/** @param {HTMLElement} element @param {boolean} isShown */
const show = (element, isShown) => element.toggleAttribute("hidden", !isShown);

/** How each facet is set. @type {Record<string, (element: any, value: any) => void>} */
const FACETS = {
  text: (element, value) => (element.textContent = String(value)),
  nodes: (element, value) => element.replaceChildren(...value),
  href: (element, value) => element.setAttribute("href", value),
  label: (element, value) => element.setAttribute("aria-label", value),
  hidden: (element, value) => show(element, !value),
  value: (element, value) => (element.value = value),
  checked: (element, value) => (element.checked = value),
  addClass: (element, value) => element.classList.add(value),
  current: (element, value) =>
    value ? element.setAttribute("aria-current", "true") : element.removeAttribute("aria-current"),
  data: (element, value) => Object.assign(element.dataset, value),
};

/** @param {HTMLElement} element @param {Facets} facets */
function setFacets(element, facets) {
  if (!("hidden" in facets)) show(element, true);
  for (const [name, value] of Object.entries(facets)) FACETS[name]?.(element, value);
}
