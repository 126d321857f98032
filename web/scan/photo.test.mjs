/** What kind a file is that a browser cannot open. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf } from "./photo.mjs";

const { Blob } = globalThis;

/** @param {...(string | Uint8Array)} parts */
const file = (...parts) => new Blob(/** @type {BlobPart[]} */ (parts));
const box = new Uint8Array([0, 0, 0, 24]);

test("an iPhone's photo is told by its brand, whatever it is called", async () => {
  assert.equal(await kindOf(file(box, "ftypheic\0\0\0\0mif1heic")), "heic");
  assert.equal(await kindOf(file(box, "ftypmif1\0\0\0\0mif1heic")), "heic");
});

test("a PDF is told, also behind a byte order mark", async () => {
  assert.equal(await kindOf(file("%PDF-1.3\n")), "pdf");
  assert.equal(await kindOf(file("\ufeff%PDF-1.7")), "pdf");
});

test("a video, a text and an empty file are something else", async () => {
  for (const other of [file(box, "ftypisom\0\0\0\0mp42"), file("no picture"), file()])
    assert.equal(await kindOf(other), "other");
});
