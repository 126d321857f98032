/** The dashboard's part of the page comes beside the server's answer, and nobody is shown half of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

const link = { onload() {} };
Object.assign(globalThis, {
  LATE: {
    notices: { html: "lateNotices" },
    dashboard: { mjs: "data:text/javascript,", css: "", html: "lateDashboard" },
  },
  document: {
    title: "The door",
    documentElement: {
      lang: "en",
      dataset: { lateNotices: "/notices.html", lateDashboard: "/dashboard.html" },
    },
    createElement: () => link,
    head: { append: () => link.onload() },
  },
});
Object.defineProperty(globalThis, "navigator", {
  value: { onLine: true, userAgent: "" },
  configurable: true,
});
const late = await import("./late.mjs");

/** A server that answers all, but for the dashboard's screens, which it has not, after a while; returns what it is asked. */
function withoutBoard(until = Promise.resolve()) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (path, { method = "GET" } = {}) => {
    asked.push(`${method} ${path}`);
    if (path === "/dashboard.html") await until;
    const status = path === "/dashboard.html" ? 404 : method === "DELETE" ? 204 : 200;
    return new Response(status === 204 ? null : "{}", { status });
  };
  return asked;
}

test("A dashboard that there is nothing to show on is as good as no answer; asked again, all is fetched anew.", async () => {
  const asked = withoutBoard();
  for (let tries = 0; tries < 2; tries++) {
    const { kind } = await late.dashboard();
    assert.equal(kind, "unreachable");
  }
  assert.equal(late.board(), null);
  assert.equal(asked.filter((each) => each === "GET /dashboard.html").length, 2);
});

/** Until what was begun waits for nothing but the late part. */
const answered = async () => {
  for (let i = 0; i < 5; i++)
    await /** @type {Promise<void>} */ (new Promise((resolve) => setImmediate(resolve)));
};

test("T-31: Whoever leaves while the dashboard's part of the page is on its way is signed out again.", async () => {
  let giveUp = () => {};
  const asked = withoutBoard(new Promise((resolve) => (giveUp = resolve)));
  const leaving = new AbortController();
  const signingIn = late.signIn({ badge: "1" }, leaving.signal);
  await answered();
  leaving.abort();
  giveUp();
  await signingIn;
  assert.equal(asked.at(-1), "DELETE /api/v1/session");
});

test("T-31: That ending is before the next child's sign-in, and there is no other after it.", async () => {
  let giveUp = () => {};
  const asked = withoutBoard(new Promise((resolve) => (giveUp = resolve)));
  const leaving = new AbortController();
  const first = late.signIn({ badge: "1" }, leaving.signal);
  await answered();
  leaving.abort();
  const next = late.signIn({ badge: "2" }, new AbortController().signal);
  await answered();
  giveUp();
  await first;
  const sent = () => asked.filter((each) => each.endsWith("session")).map((each) => each.split(" ")[0]);
  assert.deepEqual(sent(), ["POST", "DELETE", "POST"]);
  await next;
  await answered();
  assert.deepEqual(sent(), ["POST", "DELETE", "POST", "DELETE"], "the next had nothing to see either");
});
