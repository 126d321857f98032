/** Names read aloud for who does not read: all of the dashboard, or one that is asked for; what is read is marked. */

import { spoken } from "../../shared/voice.mjs";
import { find, findAll, screen } from "../view.mjs";

/** @typedef {{ words: string, of: Element | null }} Part what to say, and what to mark meanwhile */

/** What is still to be said. It is held here, because browsers forget an utterance, and its end, that nobody holds. */
let saying = /** @type {SpeechSynthesisUtterance[]} */ ([]);

/** Whether this device can read aloud, and this school wants it. */
export const canSpeak = () => !("mute" in document.documentElement.dataset);

/** Say nothing more. @returns {boolean} whether something was being said */
export function hush() {
  const wasSaying = saying.length > 0;
  saying = [];
  if (wasSaying) speechSynthesis.cancel();
  mark(null);
  return wasSaying;
}

/** Whose dashboard it is, what to begin with, and the tiles that show. */
export function sayAll() {
  const board = screen("dashboard");
  const said = new Set();
  const parts = findAll("h1, [data-slot=from], [data-slot=app-name]", board)
    .filter((element) => element.offsetParent)
    .map((element) => ({ words: element.textContent ?? "", of: element.closest(".card") }));
  say(parts.filter(({ words }) => !said.has(words) && said.add(words)));
}

/** The name of the app that something stands beside. @param {Element} inside */
export function sayName(inside) {
  const card = inside.closest(".card");
  if (card) say([{ words: find("[data-slot=app-name]", card).textContent ?? "", of: card }]);
}

/** @param {Part[]} parts */
function say(parts) {
  hush();
  saying = parts.map(({ words, of }) => {
    const speech = spoken(words);
    speech.onstart = () => saying.includes(speech) && mark(of);
    speech.onend = speech.onerror = () => ended(speech);
    return speech;
  });
  for (const speech of saying) speechSynthesis.speak(speech);
}

/** @param {SpeechSynthesisUtterance} speech */
function ended(speech) {
  if (!saying.includes(speech)) return;
  saying = saying.filter((each) => each !== speech);
  if (saying.length === 0) mark(null);
}

/** @param {Element | null} card */
function mark(card) {
  for (const each of findAll(".spoken")) each.classList.remove("spoken");
  card?.classList.add("spoken");
  card?.scrollIntoView({ block: "nearest" });
}
