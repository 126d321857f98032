/** Files that have to be exactly those of the build: what is asked, how often, and what is cached of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** @typedef {string | number | Error} Answer a body, an error's status, or no answer at all */

const decode = (/** @type {ArrayBuffer} */ bytes) => new TextDecoder().decode(bytes);

/** What "whole" must be. */
const WHOLE = { raw: 5, sha256: "5d5766cf2d78701614200418ee1450690d9af12c84d52545e4802f001ad53099" };

/** What the server answers, one after another. @type {Answer[]} */
let answers = [];
/** How it was asked. @type {(string | undefined)[]} */
let asked = [];
/** What is in the cache, by path. @type {Map<string, string>} */
let cached = new Map();

Object.assign(globalThis, {
  async fetch(/** @type {string} */ _, /** @type {RequestInit} */ { cache } = {}) {
    asked.push(cache);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "number" ? new Response("", { status: answer }) : new Response(answer);
  },
  caches: {
    open: async () => ({
      delete: async (/** @type {string} */ path) => cached.delete(path),
      async put(/** @type {string} */ path, /** @type {Response} */ response) {
        cached.set(path, await response.text());
      },
    }),
  },
});
const { fetchVerified } = await import("./verified-fetch.mjs");

/** Fetch the file while the server gives these answers. @param {Answer[]} given @param {Response} [copy] */
async function fetchFile(given, copy) {
  answers = given;
  asked = [];
  cached = new Map(copy ? [["/file", "copy"]] : []);
  const { bytes, cached: isCached } = await fetchVerified("/file", WHOLE, { cache: "files", copy });
  await isCached;
  return { text: decode(bytes), asked, cached: Object.fromEntries(cached) };
}

const ONCE = { text: "whole", asked: [undefined], cached: { "/file": "whole" } };
const TWICE = { ...ONCE, asked: [undefined, "reload"] };

test("A file that comes as it was built is cached.", async () => {
  assert.deepEqual(await fetchFile(["whole"]), ONCE);
});

test("A copy that is still as it was built is used, and nothing is asked.", async () => {
  assert.deepEqual(await fetchFile([], new Response("whole")), {
    text: "whole",
    asked: [],
    cached: { "/file": "copy" },
  });
});

test("T-29: a copy that was altered is dropped, and the file is asked for past every cache.", async () => {
  const { text, asked } = await fetchFile(["whole"], new Response("whale"));
  assert.deepEqual({ text, asked }, { text: "whole", asked: ["reload"] });
});

/** @type {Record<string, Answer>} */
const FAULTS = { altered: "whale", "cut short": "who", "not there": 404, "out of reach": new TypeError() };
for (const [name, fault] of Object.entries(FAULTS)) {
  test(`T-29: a file that is ${name} is asked for once more, past every cache.`, async () => {
    assert.deepEqual(await fetchFile([fault, "whole"]), TWICE);
  });

  test(`T-29: a file that is ${name} twice is never used nor cached, and told with its reason.`, async () => {
    const reason = typeof fault === "string" ? "damaged" : "missing";
    await assert.rejects(fetchFile([fault, fault]), { reason });
    assert.equal(cached.size, 0);
  });
}

test("Where there is nothing to keep it in, the file is used all the same, and that is told.", async () => {
  answers = ["whole"];
  const { caches } = globalThis;
  Object.assign(globalThis, { caches: undefined });
  const { bytes, cached: isCached } = await fetchVerified("/file", WHOLE, { cache: "files" });
  assert.equal(decode(bytes), "whole");
  assert.ok(isCached);
  await assert.rejects(isCached, TypeError);
  Object.assign(globalThis, { caches });
});
