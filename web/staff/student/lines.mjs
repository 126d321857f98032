/** What is known of a child, as lines: badges, where they are signed in, sign-ins, who changed what. */

import { made } from "../shell/bind.mjs";
import { kindOf, wayOf } from "../shell/people.mjs";
import { when } from "../shell/when.mjs";
import { capital, hasWord, language, word } from "../shell/words.mjs";

/** @typedef {import("../shared/types").StudentPage} StudentPage */

const said = (/** @type {string} */ iso) => when(iso, { language: language(), word });

/** @param {StudentPage["badges"][number]} badge */
export const badgeLine = (badge) =>
  made("badge-line", {
    name: badge.temporary_until ? word("temporary") : word("card", { n: badge.card_number }),
    state: badgeState(badge),
  });

/** @param {StudentPage["badges"][number]} badge */
function badgeState({
  ended_at: ended,
  ended_reason: reason,
  ended_by: by,
  issued_at: issued,
  temporary_until: until,
}) {
  if (!ended)
    return until ? word("card_until", { when: said(until) }) : word("card_working", { when: said(issued) });
  const known = reason && hasWord(`reason_${reason}`) ? word(`reason_${reason}`) : "";
  const why = [known, by ? word("by", { name: by }) : ""].filter(Boolean).join(", ");
  return why ? word("card_void_why", { why, when: said(ended) }) : word("card_void", { when: said(ended) });
}

/** @param {StudentPage["sessions"][number]} session */
export function sessionLine({ id, device, begun_at: begun, method }) {
  const name = device ?? word("a_device");
  const line = made("session-line", {
    device: name,
    since: word("since_with", { when: said(begun), how: wayOf(method) }),
    end: { label: word("end_at", { device: name }) },
  });
  line.dataset.id = id;
  return line;
}

/** @param {StudentPage["sign_ins"][number]} entry */
export function signInLine({ at, method, outcome }) {
  const isIn = outcome === "ok";
  const how = made(`by-${isIn ? kindOf(method) : "refused"}`, {
    how: isIn ? capital(wayOf(method)) : word("refused"),
  });
  return made("sign-in-line", { when: capital(said(at)), how });
}

/** @param {StudentPage["changes"][number]} change */
export const changeLine = (change) =>
  made("line", { what: changeText(change), when: capital(said(change.at)) });

/** What was done, why and by whom. @param {Pick<StudentPage["changes"][number], "what" | "by" | "note">} change */
export function changeText({ what, by, note }) {
  const key = `change_${what}`;
  const why = note && hasWord(`reason_${note}`) ? word(`reason_${note}`) : "";
  return [hasWord(key) ? word(key) : word("change_other"), why, by ? word("by", { name: by }) : ""]
    .filter(Boolean)
    .join(", ");
}
