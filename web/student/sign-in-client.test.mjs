/** A badge's way to the server: what is told of each answer, and when the badge is kept. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SignInClient } from "./sign-in-client.mjs";

/** @typedef {import("../shared/api.mjs").Answer} Answer */

const DASHBOARD = { person: { given_name: "Zoë" }, apps: [] };
/** @type {Answer} */
const SIGNED_IN = { kind: "ok", body: DASHBOARD };
/** @type {Answer} */
const AWAY = { kind: "unreachable", cause: "school" };
/** @type {Answer} */
const FAULT = { kind: "refused", code: "server_error", status: 500, retryAfter: null };

/** @type {Record<string, { answer: Answer, outcome: object }>} */
const OUTCOMES = {
  "signed in": { answer: SIGNED_IN, outcome: { type: "signed-in", dashboard: DASHBOARD } },
  away: { answer: AWAY, outcome: { type: "unreachable", answer: AWAY } },
  refused: {
    answer: { kind: "refused", code: "badge_void", status: 403, retryAfter: null },
    outcome: { type: "refused", code: "badge_void", status: 403, retryAfter: null },
  },
  wait: {
    answer: { kind: "refused", code: "too_many_tries", status: 429, retryAfter: 8 },
    outcome: { type: "refused", code: "too_many_tries", status: 429, retryAfter: 8 },
  },
};

/**
 * Send badges ("A"), "retry", "cancel" and "wait" for the last; the outcomes, and the badges sent.
 * @param {Answer[]} answers of the server, one after another @param {string[]} steps
 */
async function run(answers, ...steps) {
  const waiting = [...answers];
  /** @type {any[]} */
  const outcomes = [];
  /** @type {unknown[]} */
  const sent = [];
  const client = new SignInClient(
    (outcome, proof) => {
      outcomes.push(outcome);
      assert.ok(sent.includes(proof));
    },
    async (proof) => {
      sent.push(proof);
      const answer = waiting.shift();
      await new Promise((resolve) => setTimeout(resolve, 5));
      assert.ok(answer);
      return answer;
    },
  );
  let last = Promise.resolve();
  for (const step of steps) {
    if (step === "cancel") client.cancel();
    else if (step === "wait") await last;
    else last = step === "retry" ? client.retry() : client.send({ badge: step });
  }
  await last;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { outcomes, badges: sent.map((proof) => /** @type {{ badge: string }} */ (proof).badge) };
}

for (const [name, { answer, outcome }] of Object.entries(OUTCOMES)) {
  test(`Whatever the server says is told once: ${name}.`, async () => {
    assert.deepEqual(await run([answer], "A"), { outcomes: [outcome], badges: ["A"] });
  });
}

test("An unreachable server gets the kept badge later, as often as needed, without a second scan.", async () => {
  const { outcomes, badges } = await run([AWAY, AWAY, SIGNED_IN], "A", "wait", "retry", "wait", "retry");
  assert.deepEqual(
    outcomes.map(({ type }) => type),
    ["unreachable", "unreachable", "signed-in"],
  );
  assert.deepEqual(badges, ["A", "A", "A"]);
});

test("After a fault of the server the badge is still there for Try again.", async () => {
  assert.deepEqual((await run([FAULT, SIGNED_IN], "A", "wait", "retry")).badges, ["A", "A"]);
});

test("Once the server has spoken, Try again sends nothing.", async () => {
  assert.deepEqual((await run([SIGNED_IN], "A", "wait", "retry")).badges, ["A"]);
});

test("The next child's Try again never sends the last child's badge.", async () => {
  assert.deepEqual((await run([AWAY], "A", "wait", "cancel", "retry")).badges, ["A"]);
});

test("A child who left before the answer came is not shown to the next one.", async () => {
  const { outcomes } = await run([SIGNED_IN, AWAY], "A", "cancel", "B");
  assert.deepEqual(outcomes, [{ type: "unreachable", answer: AWAY }]);
});
