/** What happens in a view, told by name: one listener of a kind for all that is in it, now and later. */

/**
 * An element with `data-on="name"` tells it when it is clicked, changed (`data-on` of a field), typed into or sent, with
 * its own `data-` values; a form with all of its fields.
 * @param {HTMLElement} root @param {(name: string, event: object) => void} tell
 */
export function listen(root, tell) {
  root.addEventListener("click", (event) => {
    const element = named(event);
    if (!element || element.matches("form,input,select,textarea")) return;
    if (element.matches("a:not([data-goes])")) event.preventDefault();
    if (element.getAttribute("type") !== "submit") tell(nameOf(element), { ...element.dataset });
  });
  const told = (/** @type {HTMLElement} */ element) =>
    tell(nameOf(element), { ...element.dataset, ...fieldOf(element) });
  const typed = afterPaint(told);
  root.addEventListener("input", (event) => {
    const element = named(event);
    if (element?.matches(TYPED_INTO)) typed(element);
  });
  root.addEventListener("change", (event) => {
    const element = named(event);
    if (element?.matches(CHOSEN)) told(element);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (form.dataset["on"]) tell(nameOf(form), { ...form.dataset, ...Object.fromEntries(fields) });
  });
}

/** A field that is typed into tells what stands in it while somebody types, any other only in the end. */
const TYPED_INTO = "input[type=search]";
const CHOSEN = "select,input:not([type=search]),textarea";

/**
 * Does something about an element once the letter that was typed shows; letters that come meanwhile are done with it.
 * @param {(element: HTMLElement) => void} work
 */
function afterPaint(work) {
  /** @type {HTMLElement | null} */
  let latest = null;
  return (/** @type {HTMLElement} */ element) => {
    if (!latest) requestAnimationFrame(() => setTimeout(done));
    latest = element;
  };

  function done() {
    const element = latest;
    latest = null;
    if (element?.isConnected) work(element);
  }
}

/** @param {Event} event */
const named = ({ target }) =>
  /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-on]"));

/** @param {HTMLElement} element */
const nameOf = ({ dataset }) => dataset["on"] ?? "";

/** @param {HTMLElement} element */
function fieldOf(element) {
  const { value, checked } = /** @type {HTMLInputElement} */ (element);
  return { value, checked };
}
