/** The page that a substitute is given: a badge as large as a camera likes it, and how it is used. */

import { made, slot } from "../shell/bind.mjs";
import { drawSymbol } from "../shell/symbol.mjs";
import { language, word } from "../shell/words.mjs";

/** @typedef {{ name: string, title: string, until: string, badge: string, symbol: string[] }} Made told once */

/** @param {Made} given */
export function paper({ name, title, until, badge, symbol }) {
  // "today" would be wrong tomorrow on paper
  const time = new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" }).format(
    new Date(until),
  );
  const root = made("substitute-paper", {
    heading: word("page_for", { name }),
    title,
    "for-whom": word("page_for", { name }),
    until: word("works_until", { time }),
    address: location.host,
    // only a link is something that a phone's own camera can open
    phone: /^https:/i.test(badge),
  });
  drawSymbol(slot(root, "symbol"), symbol);
  return root;
}
