/** What is known of the camera before it opens. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { cameraPermission } from "./camera-permission.mjs";

test("the browser's word is taken, and its next one heard", async () => {
  const status = /** @type {PermissionStatus} */ ({ state: "prompt" });
  /** @type {PermissionState[]} */
  const heard = [];
  const permissions = { query: async () => status };
  assert.equal(await cameraPermission((state) => heard.push(state), permissions), "prompt");
  Object.assign(status, { state: "granted" });
  status.onchange?.(new Event("change"));
  assert.deepEqual(heard, ["granted"]);
});

test("a browser that does not tell is no error", async () => {
  const refuses = { query: () => Promise.reject(new TypeError("camera is no PermissionName")) };
  assert.equal(await cameraPermission(undefined, refuses), "unknown");
  assert.equal(
    await cameraPermission(undefined, /** @type {Permissions} */ (/** @type {unknown} */ (null))),
    "unknown",
  );
});
