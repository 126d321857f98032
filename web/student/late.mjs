/** What comes only when somebody signs in: the dashboard's screens, drawings, style and script. */

import * as api from "../shared/api.mjs";
import * as session from "./session.mjs";

/** @typedef {typeof import("./dashboard.mjs")} Board */

/** @type {Promise<void> | null} */
let coming = null;
let tries = 0;
/** @type {Board | null} */
let there = null;

/** The dashboard's script, once it has come with all that belongs to it. */
export const board = () => there;

/** Bring it, once; what did not come is fetched anew when asked again. */
export function bring() {
  coming ??= fetchAll().catch(() => {
    coming = null;
  });
  return coming;
}

/**
 * Sign in. Whoever leaves before there is anything to see, or has nothing to see it on, leaves the session too.
 * @type {typeof session.begin}
 */
export async function signIn(proof, leaving) {
  const begun = session.begin(proof, leaving);
  begun.then(({ kind }) => kind === "ok" && leaving.addEventListener("abort", session.leave));
  const answer = await withBoard(() => begun);
  leaving.removeEventListener("abort", session.leave);
  if ((await begun).kind === "ok" && answer.kind !== "ok" && !leaving.aborted) session.leave();
  return answer;
}

/** The dashboard of whoever is signed in. */
export const dashboard = () => withBoard(api.dashboard);

/**
 * What the server answers, with the board beside it; without a board to show it on, it is as good as no answer.
 * @param {() => Promise<api.Answer>} ask
 */
async function withBoard(ask) {
  const brought = bring();
  const answer = await ask();
  if (answer.kind !== "ok") return answer;
  await brought;
  return there ? answer : api.silence();
}

async function fetchAll() {
  // a fragment makes another address of it: browsers remember a module that did not come
  const again = tries++ ? `#${tries}` : "";
  const html = /** @type {string} */ (LATE.html[document.documentElement.lang]);
  const [script, screens] = await Promise.all([import(LATE.mjs + again), text(html), style(LATE.css)]);
  const parsed = new DOMParser().parseFromString(screens, "text/html");
  document.querySelector("main")?.append(...parsed.body.childNodes);
  there = script;
}

/** @param {string} url */
async function text(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} did not come`);
  return response.text();
}

/** @param {string} url @returns {Promise<void>} */
function style(url) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`${url} did not come`));
    };
    document.head.append(link);
  });
}
