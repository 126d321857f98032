/** Which app does not open (`#down=ID`), or asks again and again (`#again=ID`): its name is the catalogue's. */

import "../../not-found/not-found.mjs";
import * as api from "../../shared/api.mjs";
import { inPageLanguage } from "../../shared/language.mjs";

/** @typedef {import("../../shared/types").Names} Names */
/** @typedef {{ id: string, names: Names, down: Names | null }} Receipt */

const [how, id] = location.hash.slice(1).split("=");

api.receipts().then((answer) => {
  const app = answer.kind === "ok" && answer.body.apps.find((/** @type {Receipt} */ each) => each.id === id);
  if (app) tell(app);
  document.documentElement.dataset.told = String(Boolean(app));
});

/** @param {Receipt} app */
function tell({ names, down }) {
  const title = /** @type {HTMLElement} */ (document.querySelector("h1"));
  const words = how === "again" ? title.dataset.again : title.dataset.down;
  title.textContent = (words ?? "").replace("{app}", inPageLanguage(names));
  document.title = title.textContent;
  if (!down || how === "again") return;
  const why = /** @type {HTMLElement} */ (document.querySelector("[data-slot=why]"));
  why.textContent = inPageLanguage(down);
  why.hidden = false;
}
