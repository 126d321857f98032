/** What was found, as a text that a family can send to the school: the browser, sizes and results; no picture, no name. */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-testid=camera-doctor]"));

/** Copy it; where the browser does not allow that, it stands there to be copied by hand. */
export async function copyReport() {
  const report = /** @type {HTMLElement} */ (root.querySelector("[data-slot=report]"));
  const place = /** @type {HTMLElement} */ (report.querySelector("pre"));
  const copied = /** @type {HTMLElement} */ (root.querySelector("[data-slot=copied]"));
  const text = reportText(place.dataset);
  place.textContent = text;
  report.hidden = false;
  try {
    await navigator.clipboard.writeText(text);
    copied.textContent = copied.dataset.words ?? "";
  } catch {
    report.setAttribute("open", "");
  }
}

/** @param {DOMStringMap} words */
function reportText({ browser, window: size, camera }) {
  const video = /** @type {HTMLVideoElement} */ (root.querySelector("video"));
  const lines = [...root.querySelectorAll("h1, [data-check], [data-advice]:not([hidden]) span")];
  return [
    ...lines.map((line) => (line instanceof HTMLLIElement ? result(line) : line.textContent)),
    `${browser} ${navigator.userAgent}`,
    `${size} ${window.innerWidth} × ${window.innerHeight}`,
    `${camera} ${video.dataset.size ?? "–"}`,
  ].join("\n");
}

/** @param {HTMLElement} line */
const result = (line) =>
  `${line.querySelector("b")?.textContent}: ${line.querySelector(`[data-when=${line.dataset.state}]`)?.textContent}`;
