import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Client } from "./client.mjs";

Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

/** A server that gives these answers one after the other: a status with a body, or null for none at all. */
function serverThatAnswers(/** @type {([number, object] | null)[]} */ ...answers) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push(`${options?.method} ${path}`);
    const next = answers.shift();
    if (!next) throw new TypeError("nobody answers");
    return new Response(JSON.stringify(next[1]), { status: next[0] });
  };
  return asked;
}

/** A client whose mending always works, and what it was asked to mend. */
function client() {
  /** @type {string[]} */
  const mended = [];
  const mend = (/** @type {string} */ what) => async () => mended.push(what) > 0;
  const mending = { signIn: mend("sign-in"), secondStep: mend("second-step"), away: mend("away") };
  return { mended, client: new Client({ ...mending, onWorking() {}, onAnswer() {} }) };
}

test("a session that ended is begun anew, and the same is asked again", async () => {
  const asked = serverThatAnswers([401, { code: "session_expired" }], [200, { classes: [] }]);
  const { mended, client: own } = client();
  const answer = await own.get("staff/classes");
  assert.equal(answer.kind, "ok");
  assert.deepEqual(mended, ["sign-in"]);
  assert.deepEqual(asked, ["GET /api/v1/staff/classes", "GET /api/v1/staff/classes"]);
});

test("a second step that is too old is taken again", async () => {
  serverThatAnswers([403, { code: "fresh_second_step_required" }], [200, {}]);
  const { mended, client: own } = client();
  await own.ask("POST", "admin/grants", {});
  assert.deepEqual(mended, ["second-step"]);
});

test("what only reads waits for the server", async () => {
  serverThatAnswers(null, [200, {}]);
  const { mended, client: own } = client();
  assert.equal((await own.get("staff/me")).kind, "ok");
  assert.deepEqual(mended, ["away"]);
});

test("what changes something is not sent twice unless it says what it is", async () => {
  const asked = serverThatAnswers(null);
  const { mended, client: own } = client();
  assert.equal((await own.ask("POST", "staff/students/1/backup-code")).kind, "unreachable");
  assert.deepEqual([asked.length, mended.length], [1, 0]);
  serverThatAnswers(null, [200, {}]);
  assert.equal((await own.ask("POST", "staff/badges/void", {}, { keep: "void" })).kind, "ok");
  assert.deepEqual(mended, ["away"]);
});

test("a refusal is for whoever asked", async () => {
  serverThatAnswers([409, { code: "changed_meanwhile", present: { version: 7 } }]);
  const answer = await client().client.ask("POST", "staff/students/1/password", {});
  assert.equal(answer.kind === "refused" && answer.problem.present.version, 7);
});
