/** A QR code from the rows that the server drew it in: "0" is light, "1" dark. */

const QUIET = 4;

/** The path of a symbol's dark modules, a run at a time, within its quiet zone. @param {string[]} rows */
export function symbolPath(rows) {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ 0: run, index }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join("");
}

/** Draw it. @param {Element} svg @param {string[]} rows */
export function drawSymbol(svg, rows) {
  const size = rows.length + 2 * QUIET;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const [paper, ink] = ["paper", "ink"].map((name) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("class", `symbol-${name}`);
    return path;
  });
  paper?.setAttribute("d", `M0 0h${size}v${size}h-${size}z`);
  ink?.setAttribute("d", symbolPath(rows));
  svg.replaceChildren(.../** @type {Node[]} */ ([paper, ink]));
}
