/** What is said politely to whoever hears the page, and the page's stage. */

/** @typedef {"loading" | "ready" | "working" | "failed"} Stage */

const live = () => /** @type {HTMLElement} */ (document.querySelector("[data-slot=live]"));

/** Say something once. @param {string} text */
export function say(text) {
  live().textContent = "";
  setTimeout(() => (live().textContent = text), 50); // a change is read, the same text again is not
}

/** @param {Stage} stage */
export function setStage(stage) {
  const root = document.documentElement;
  if (root.dataset.stage === stage) return;
  root.dataset.stage = stage;
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-slot=stage-words]"));
  const text = words?.dataset[stage];
  if (text && stage === "failed") say(text);
}

/** Name what shows, in the window's title too. @param {string} text */
export function title(text) {
  const school = document.querySelector("[data-school]")?.textContent ?? "";
  document.title = `${text} | ${school}`;
}
