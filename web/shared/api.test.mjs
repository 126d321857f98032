/** The page's talk with the server: what an answer becomes, and what leaving does to it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "./api.mjs";

/**
 * Sign in; perhaps leave meanwhile, before the server's answer or too late to stop it.
 * @param {{ leaves: boolean, inTime?: boolean }} how
 */
async function signIn({ leaves, inTime = true }) {
  /** @type {(string | undefined)[]} */
  const asked = [];
  const leaving = new AbortController();
  globalThis.fetch = async (_, { method, signal } = {}) => {
    asked.push(method);
    const opens = method === "POST";
    if (leaves && opens) leaving.abort();
    if (inTime) signal?.throwIfAborted();
    return new Response(opens ? "{}" : null, { status: opens ? 201 : 204 });
  };
  const { kind } = await api.signIn({ badge: "1" }, leaving.signal);
  return { kind, asked };
}

test("Whoever stays is signed in.", async () => {
  assert.deepEqual(await signIn({ leaves: false }), { kind: "ok", asked: ["POST"] });
});

test("T-31: The server may have answered a request that is broken off, so what it may have begun is ended.", async () => {
  assert.deepEqual(await signIn({ leaves: true }), { kind: "unreachable", asked: ["POST", "DELETE"] });
});

test("T-31: The answer came all the same: its session is ended at once and shown to nobody.", async () => {
  const ended = { kind: "unreachable", asked: ["POST", "DELETE"] };
  assert.deepEqual(await signIn({ leaves: true, inTime: false }), ended);
});
