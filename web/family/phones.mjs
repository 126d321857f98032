/** The numbers of a school, shown as it writes them: what stands behind a letter is an extension, which no link dials. */

import { ask } from "../shared/api.mjs";

/** Fill a list of links to call: one for each school that has a number of its own, else the district's. */
export async function showPhones() {
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-slot=call]"));
  const answer = await ask("GET", "/api/v1/phones");
  if (answer.kind !== "ok" || !answer.body.phones.length) return;
  const line = /** @type {HTMLElement} */ (list.querySelector("li"));
  for (const { school, phone } of answer.body.phones) {
    const own = /** @type {HTMLElement} */ (line.cloneNode(true));
    const link = /** @type {HTMLAnchorElement} */ (own.querySelector("a"));
    const [words, number] = /** @type {NodeListOf<HTMLElement>} */ (own.querySelectorAll("span, b"));
    const [dialled = ""] = /^[^\p{L}]*/u.exec(phone) ?? [];
    link.href = `tel:${dialled.replace(/[^+\d]/g, "")}`;
    if (number) number.textContent = phone;
    if (words && school) words.textContent = (list.dataset.words ?? "").replace("{school}", school);
    list.append(own);
  }
  line.remove();
  list.hidden = false;
}
