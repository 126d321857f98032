/** A substitute's page comes to life: in by the badge that another page carried here, or by the session that is open. */

import { ask as send, isFault } from "../../shared/api.mjs";
import { preferredPage, rememberLanguage } from "../../shared/language.mjs";
import { badgeInAddress, carryBadgeTo, rememberedSchool, takeBadge } from "../../student/visit.mjs";
import { fill, piece, slot } from "../shell/bind.mjs";
import { setStage, title } from "../shell/live.mjs";
import { Desk } from "./desk.mjs";

/** @typedef {import("../../shared/api.mjs").Answer} Answer */

const SESSION = "substitute-session";
/** What each refusal of a badge, or of a session, is told as. @type {Record<string, string>} */
const WHY = {
  not_signed_in: "none",
  session_expired: "none",
  badge_expired: "over",
  badge_void: "ended",
};

/** @type {Desk | null} */
let desk = null;

/** @type {import("../shared/types").Ask} */
const ask = async (method, path, body) => {
  setStage("working");
  const answer = await send(method, `/api/v1/${path}`, body);
  setStage(answer.kind === "unreachable" ? "failed" : "ready");
  return answer;
};

addEventListener("hashchange", () => badgeInAddress() && carryBadgeTo(location.pathname));
if (badgeInAddress()) carryBadgeTo(preferredPage() ?? location.pathname);
else {
  const page = preferredPage();
  if (page) location.replace(page);
  else begin(takeBadge());
}

/** @param {string | null} badge */
async function begin(badge) {
  wireFrame();
  const answer = badge ? await ask("POST", SESSION, { badge }) : await ask("GET", SESSION);
  if (answer.kind === "ok") open(answer.body);
  else if (answer.kind === "unreachable" || isFault(answer)) away(() => begin(badge));
  else close(WHY[answer.code] ?? (badge ? "unknown" : "none"));
}

/** @param {import("./desk.mjs").Session} session */
function open(session) {
  fill(document.body, { out: true });
  desk = new Desk(session, ask, close);
  show(desk.root);
}

/** Nothing of the class stays. @param {string} why */
function close(why) {
  desk?.leave();
  desk = null;
  fill(document.body, { out: false });
  setStage("ready");
  show(piece(`closed-${why}`));
}

/** @param {() => void} again */
function away(again) {
  const root = piece("away");
  root.querySelector("[data-action=again]")?.addEventListener("click", again);
  show(root);
}

async function leave() {
  desk?.leave();
  const answer = await ask("DELETE", SESSION);
  if (answer.kind === "ok") close("left");
  else away(leave);
}

function wireFrame() {
  const school = document.querySelector("[data-school]");
  if (school) school.textContent = rememberedSchool() ?? school.textContent;
  slot(document.body, "out").onclick = leave;
  for (const link of document.querySelectorAll("[data-action=language]"))
    /** @type {HTMLAnchorElement} */ (link).onclick = () =>
      rememberLanguage(link.getAttribute("lang") ?? "en");
}

/** @param {HTMLElement} root */
function show(root) {
  slot(document.body, "view").replaceChildren(root);
  const heading = root.querySelector("h1");
  title(heading?.textContent ?? "");
  heading?.focus();
}
