/**
 * Who scans: the decoder worker, Python, and every way in which one or both of them are not there. The workers here
 * say what a test has them say; tests/browser/test_decoder_worker.py has real ones.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  decoderComes,
  decoderFails,
  decoderWorker,
  decoderWorkerBreaks,
  decoderWorkerReady,
  expects,
  frame,
  python,
  pythonBreaks,
  pythonFails,
  pythonReady,
  start,
  ticks,
} from "./fake-workers.mjs";

/** @typedef {import("./fake-workers.mjs").Step} Step */

test("The decoder worker opens first; Python's begins when it is ready, and gets the same decoder.", async () => {
  const page = await start();
  assert.equal(page.opened[0], "+decoder-worker");
  assert.deepEqual(await page.after(decoderComes), ["decoder-worker gets decoder"]);
  assert.deepEqual(await page.after(decoderWorkerReady), ["decoder-ready", "+python", "python gets decoder"]);
});

test("Python does not begin before a picture that is about to come is answered, or comes no more.", async () => {
  const page = await start();
  await page.afterAll(expects(true), decoderComes);
  assert.deepEqual(await page.after(decoderWorkerReady), ["decoder-ready"]);
  assert.ok((await page.afterAll(frame, decoderWorker("looked", 0))).includes("+python"));
  const other = await start();
  await other.afterAll(expects(true), decoderComes, decoderWorkerReady);
  assert.ok((await other.after(expects(false))).includes("+python"));
});

test("When Python is there the decoder worker ends, and Python gets the frames.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady);
  assert.deepEqual(await page.after(pythonReady), ["-decoder-worker", "ready"]);
  assert.deepEqual(await page.after(frame), ["python gets frame"]);
  assert.equal(page.scanner.boot, "ready");
});

test("The decoder worker answers the frame it has before it ends, and the next frame is Python's.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, frame);
  assert.deepEqual(await page.after(pythonReady), ["ready"]);
  assert.deepEqual(await page.after(decoderWorker("looked", 0)), ["looked", "-decoder-worker"]);
  assert.deepEqual(await page.after(frame), ["python gets frame"]);
});

test("A badge that the decoder worker is about to name is waited for: checking is not the last word.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, frame, decoderWorker("checking", 0));
  assert.deepEqual(await page.after(pythonReady), ["ready"]);
  assert.deepEqual(await page.after(decoderWorker("badge", 0)), ["badge", "-decoder-worker"]);
});

test("T-31: a badge that a worker named before it knew that the child has left is nobody's.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, frame, ({ scanner }) => scanner.beginTurn());
  assert.deepEqual(await page.after(decoderWorker("badge", 0)), []);
  assert.deepEqual(await page.after(frame), ["decoder-worker gets frame of 1"]);
  assert.deepEqual(await page.after(decoderWorker("badge", 1)), ["badge"]);
});

test("Without Python the start is over, with the reason; the decoder worker goes on, Python's ends by itself.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady);
  assert.deepEqual(await page.after(pythonFails), ["ready: damaged"]);
  assert.deepEqual(await page.after(frame), ["decoder-worker gets frame"]);
  assert.equal(page.scanner.boot, "ready");
});

test("A decoder worker that does not load is no failure while Python is coming.", async () => {
  const page = await start();
  assert.deepEqual(await page.after(decoderWorkerBreaks), ["-decoder-worker"]);
  assert.deepEqual(await page.after(decoderComes), ["+python", "python gets decoder"]);
  assert.deepEqual(await page.after(pythonReady), ["ready"]);
  assert.deepEqual(await page.after(frame), ["python gets frame"]);
});

/** @type {Record<string, Step[]>} */
const BOTH_LOST = {
  "Python last": [decoderComes, decoderWorkerBreaks, pythonFails],
  "the decoder worker last": [decoderComes, decoderWorkerReady, pythonFails, decoderWorkerBreaks],
};
for (const [name, steps] of Object.entries(BOTH_LOST)) {
  test(`Whichever worker is lost last is the end, told once: ${name}.`, async () => {
    const page = await start();
    const all = [];
    for (const step of steps) all.push(...(await page.after(step)));
    assert.equal(all.at(-1), "failed: damaged");
    assert.equal(all.filter((each) => each === "failed: damaged").length, 1);
    assert.equal(page.scanner.boot, "failed");
    assert.equal(page.scanner.canScan, false);
  });
}

for (const [name, lineIsFree] of Object.entries({
  "has all its files": python("starting"),
  fails: pythonFails,
})) {
  test(`A decoder that did not come is asked for again when Python ${name}.`, async () => {
    const page = await start();
    await page.afterAll(decoderFails, lineIsFree);
    assert.ok((await page.after(decoderComes)).includes("decoder-worker gets decoder"));
    await page.after(decoderWorkerReady);
    assert.ok(page.scanner.canScan);
  });
}

test("Without a decoder nobody scans: Python cannot do without it either.", async () => {
  const page = await start();
  await page.afterAll(decoderFails, python("starting"));
  assert.deepEqual(await page.after(decoderFails), ["-decoder-worker", "-python", "failed: missing"]);
});

test("Python that breaks down is replaced by a decoder worker, and what it had is shown again.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, pythonReady, frame);
  const replaced = ["-python", "+decoder-worker", "decoder-worker gets decoder"];
  assert.deepEqual(await page.after(pythonBreaks), replaced);
  assert.deepEqual(await page.after(decoderWorkerReady), ["decoder-ready", "lost"]);
  assert.deepEqual(await page.after(frame), ["decoder-worker gets frame"]);
  assert.equal(page.scanner.boot, "ready");
});

test("T-32: a worker that never answers is given up, after ten parts of which one may pass while a device sleeps.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, pythonReady, frame);
  assert.deepEqual(await page.after(ticks(9)), []);
  const replaced = ["-python", "+decoder-worker", "decoder-worker gets decoder"];
  assert.deepEqual(await page.after(ticks(1)), replaced);
});

for (const said of ["looked", "badge", "refused", "checking"]) {
  test(`A worker that has answered is not waited for, nor one that checks a badge: ${said}.`, async () => {
    const page = await start();
    await page.afterAll(decoderComes, decoderWorkerReady, pythonReady, frame, python(said, { turn: 0 }));
    assert.deepEqual(await page.after(ticks(99)), []);
  });
}

test("A frame that nobody can scan is asked for again as soon as somebody can.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, frame, decoderWorkerBreaks);
  assert.ok((await page.after(frame)).includes("closed"));
  assert.deepEqual(await page.after(pythonReady), ["ready", "lost"]);
  assert.deepEqual(await page.after(frame), ["python gets frame"]);
});

test("When Python breaks down, then the decoder worker that took its place, that is told as the end.", async () => {
  const page = await start();
  await page.afterAll(decoderComes, decoderWorkerReady, pythonReady, pythonFails, decoderWorkerReady);
  assert.equal((await page.after(decoderWorkerBreaks)).at(-1), "failed: damaged");
});
