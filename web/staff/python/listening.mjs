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
  for (const kind of /** @type {const} */ (["input", "change"])) {
    root.addEventListener(kind, (event) => {
      const element = named(event);
      if (element?.matches(kindOf(kind))) tell(nameOf(element), { ...element.dataset, ...fieldOf(element) });
    });
  }
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (form.dataset["on"]) tell(nameOf(form), { ...form.dataset, ...Object.fromEntries(fields) });
  });
}

/** A field that is typed into tells each letter, any other only its end. @param {"input" | "change"} kind */
const kindOf = (kind) =>
  kind === "input" ? "input[type=search]" : "select,input:not([type=search]),textarea";

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
