/** The digest by which the runtime checks its cold half where it cannot wait for the browser's own. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** Lengths at every edge of a block, and many blocks. */
const LENGTHS = [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 30_003];

/** The function as the build joins it to the runtime's script: a declaration that nothing exports. */
const source = readFileSync(new URL("./sha256.mjs", import.meta.url), "utf-8");
const { sha256 } = await import(
  `data:text/javascript,${encodeURIComponent(`${source}\nexport { sha256 };`)}`
);

/** Bytes of all values, with and without the sign bit, that look like no pattern. */
const bytesOf = (length) => Uint8Array.from({ length }, (_, at) => ((at + length) * 2_654_435_761) >>> 24);

for (const length of LENGTHS) {
  test(`It is the same as Node's own of ${length} bytes.`, () => {
    const bytes = bytesOf(length);
    assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"));
  });
}
