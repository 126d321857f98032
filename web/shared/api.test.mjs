/** The page's talk with the server: what an answer becomes, and what leaving does to it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "./api.mjs";

const device = { onLine: true };
Object.defineProperty(globalThis, "navigator", { value: device, configurable: true });

test("Signing in sends the proof; whoever leaves breaks it off.", async () => {
  const leaving = new AbortController();
  /** @type {unknown[]} */
  const sent = [];
  globalThis.fetch = async (path, { method, body, signal } = {}) => {
    sent.push([method, path, body]);
    leaving.abort();
    signal?.throwIfAborted();
    return new Response("{}", { status: 201 });
  };
  assert.equal((await api.signIn({ badge: "1" }, leaving.signal)).kind, "unreachable");
  assert.deepEqual(sent, [["POST", "/api/v1/session", '{"badge":"1"}']]);
});

/**
 * Ask for the dashboard, and what the answer says of the way there.
 * @param {Response | Error} comes @param {boolean} [onLine] as the device tells
 */
async function ask(comes, onLine = true) {
  device.onLine = onLine;
  globalThis.fetch = async () => {
    if (comes instanceof Error) throw comes;
    return comes;
  };
  return api.dashboard();
}

const html = (/** @type {number} */ status) => new Response("<h1>Hello</h1>", { status });

test("No network is told from a school that does not answer, as far as the device knows.", async () => {
  const lost = new TypeError("Failed to fetch");
  assert.deepEqual(await ask(lost, false), { kind: "unreachable", cause: "network" });
  assert.deepEqual(await ask(lost, true), { kind: "unreachable", cause: "school" });
});

test("What answers in the server's place proves that the way there works.", async () => {
  const told = { kind: "unreachable", cause: "school", proven: true };
  assert.deepEqual(await ask(html(502)), { ...told, retryAfter: null });
  const busy = new Response("{}", { status: 503, headers: { "Retry-After": "7" } });
  assert.deepEqual(await ask(busy), { ...told, retryAfter: 7 });
});

test("A fault is the server's own, also where its answer is not the portal's.", async () => {
  const told = { kind: "refused", code: "server_error", status: 500, retryAfter: null };
  assert.deepEqual(await ask(html(500)), { ...told, problem: null });
  const problem = { code: "server_error" };
  assert.deepEqual(await ask(new Response(JSON.stringify(problem), { status: 500 })), { ...told, problem });
});

test("A page of somebody else in the answer's place, as a Wi-Fi shows it, is no network yet.", async () => {
  assert.deepEqual(await ask(html(200)), { kind: "unreachable", cause: "network" });
});
