/** A demo app's ways back close its tab, which a tile opened. Where the browser keeps the tab, they lead to the door. */

/** A tab that still stands after this was not the page's to close. */
const CLOSES_WITHIN_MS = 300;

/** Wire the links that lead back. */
export function leadBack() {
  for (const link of document.querySelectorAll("a[data-action=close]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.close();
      setTimeout(() => location.assign(/** @type {HTMLAnchorElement} */ (link).href), CLOSES_WITHIN_MS);
    });
  }
}
