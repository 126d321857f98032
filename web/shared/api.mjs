/** The server, as far as the page itself asks it. Answers are values; nothing here throws. */

/** @typedef {import("./types").Dashboard} Dashboard */
/** @typedef {import("./types").Portal} Portal */
/**
 * @typedef {{ kind: "ok", body: any }
 *   | { kind: "refused", code: string, status?: number, retryAfter: number | null, problem?: any }
 *   | Unreachable} Answer
 */
/**
 * Nobody answered for the school: this device has no network, or its server does not answer. `proven` if some other
 * server did in its place, so that the way there works.
 * @typedef {{ kind: "unreachable", cause: "network" | "school", proven?: boolean, retryAfter?: number | null }} Unreachable
 */

const ANSWER_WITHIN_MS = 15_000;
/** What stands before a server answers in its place; and the server itself where it has too much to do. */
const NO_SERVER = [502, 503, 504];

const SESSION = "/api/v1/session";

/**
 * Sign in; `ok` carries the dashboard, or what a badge waits for.
 * @param {import("../student/sign-in-client.mjs").Proof} proof
 * @param {AbortSignal} leaving whoever signs in has gone
 */
export const signIn = (proof, leaving) =>
  "step" in proof
    ? ask("POST", `${SESSION}/second-step${proof.step}`, proof.secret, leaving)
    : ask("POST", SESSION, proof, leaving);

/** Whether a refusal is the server's own trouble: what was sent may be sent again. @param {{ status?: number | undefined }} refusal */
export const isFault = ({ status = 0 }) => status >= 500;

/** The dashboard of whoever is signed in. */
export const dashboard = () => ask("GET", "/api/v1/dashboard");

/** End the session. */
export const signOut = () => ask("DELETE", SESSION);

/** The school's name and the like, for the page's header. */
export const portal = () => ask("GET", "/api/v1/portal");

/** The app that wants to know who somebody is. @param {string} id of the request that waits */
export const waitingApp = (id) => ask("GET", `/api/v1/continuations/${id}`);

/** What each app is told of whoever is signed in. */
export const receipts = () => ask("GET", "/api/v1/receipts");

/** The keys that badges are signed with (RFC 7517). */
export const keys = () => ask("GET", "/.well-known/badge-keys.json");

/**
 * Ask for anything else.
 * @param {string} method @param {string} path @param {object} [body] @param {AbortSignal} [leaving]
 * @returns {Promise<Answer>}
 */
export async function ask(method, path, body, leaving) {
  try {
    const headers = body ? { "Content-Type": "application/json" } : undefined;
    const response = await request(path, { method, headers, body: body && JSON.stringify(body) }, leaving);
    return await answerOf(response);
  } catch {
    return silence();
  }
}

/** Nothing came at all. @returns {Unreachable} */
export const silence = () => ({
  kind: "unreachable",
  cause: navigator.onLine === false ? "network" : "school",
});

/** Something answers in the server's place, or it has too much to do. @returns {Unreachable} */
function inItsPlace(/** @type {Response} */ { headers }) {
  const retryAfter = Number(headers.get("Retry-After")) || null;
  return { kind: "unreachable", cause: "school", proven: true, retryAfter };
}

/** What a response means. @param {Response} response @returns {Promise<Answer>} */
async function answerOf(response) {
  const { status, ok } = response;
  if (status === 204) return { kind: "ok", body: {} };
  if (NO_SERVER.includes(status)) return inItsPlace(response);
  const body = parsed(await response.text());
  if (!body && status < 500) return { kind: "unreachable", cause: "network" }; // a Wi-Fi's own page, say
  if (ok) return { kind: "ok", body };
  const { code = "server_error", retry_after: retryAfter = null } = body ?? {};
  return { kind: "refused", code, status, retryAfter, problem: body };
}

/** @param {string} text JSON, or of somebody else: null */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Fetch; given up when no answer comes in time, or when whoever asked has left.
 * @param {string} path @param {RequestInit} options @param {AbortSignal} [leaving]
 */
async function request(path, options, leaving) {
  const given = new AbortController();
  const giveUp = () => given.abort();
  const tooLong = setTimeout(giveUp, ANSWER_WITHIN_MS);
  leaving?.addEventListener("abort", giveUp);
  try {
    return await fetch(path, { ...options, signal: given.signal });
  } finally {
    clearTimeout(tooLong);
    leaving?.removeEventListener("abort", giveUp);
  }
}
