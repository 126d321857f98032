/** The server, as far as the page itself asks it. Answers are values; nothing here throws. */

/** @typedef {import("./types").Dashboard} Dashboard */
/** @typedef {import("./types").Portal} Portal */
/**
 * @typedef {{ kind: "ok", body: any }
 *   | { kind: "refused", code: string, retryAfter: number | null }
 *   | { kind: "unreachable" }} Answer
 */

const ANSWER_WITHIN_MS = 15_000;
const NO_SERVER = [502, 503, 504];

/**
 * Sign in; `ok` carries the dashboard.
 * @param {{ badge: string } | { username: string, password: string }} proof
 * @param {AbortSignal} leaving whoever signs in has gone: the answer must not open a session here
 * @returns {Promise<Answer>}
 */
export async function signIn(proof, leaving) {
  const answer = await ask("POST", "/api/v1/session", proof, leaving);
  if (!leaving.aborted) return answer;
  await signOut(); // the answer may have crossed with the leaving, and its cookie come although nobody read it
  return { kind: "unreachable" };
}

/** The dashboard of whoever is signed in. */
export const dashboard = () => ask("GET", "/api/v1/dashboard");

/** End the session. */
export const signOut = () => ask("DELETE", "/api/v1/session");

/** The school's name and the like, for the page's header. */
export const portal = () => ask("GET", "/api/v1/portal");

/** The keys that badges are signed with (RFC 7517). */
export const keys = () => ask("GET", "/.well-known/badge-keys.json");

/**
 * @param {string} method @param {string} path @param {object} [body] @param {AbortSignal} [leaving]
 * @returns {Promise<Answer>}
 */
async function ask(method, path, body, leaving) {
  try {
    const headers = body ? { "Content-Type": "application/json" } : undefined;
    const response = await request(path, { method, headers, body: body && JSON.stringify(body) }, leaving);
    if (NO_SERVER.includes(response.status)) return { kind: "unreachable" };
    const answer = response.status === 204 ? {} : await response.json();
    if (response.ok) return { kind: "ok", body: answer };
    return { kind: "refused", code: answer.code ?? "server_error", retryAfter: answer.retry_after ?? null };
  } catch {
    return { kind: "unreachable" };
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
