import assert from "node:assert/strict";
import { test } from "node:test";

import { deviceOf } from "./devices.mjs";

/** As browsers called themselves in 2025. @type {[string, number, string | null][]} */
const BROWSERS = [
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari",
    5,
    "iphone",
  ],
  ["Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Safari/604.1", 5, "ipad"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
    5,
    "ipad",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
    0,
    "mac",
  ],
  ["Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/137.0 Mobile Safari/537.36", 5, "android"],
  [
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/137.0 Safari/537.36",
    10,
    "chromebook",
  ],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/137.0 Edg/137.0", 10, "windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0", 0, null],
];

test("a device is known by what its browser says", () => {
  for (const [userAgent, maxTouchPoints, device] of BROWSERS)
    assert.equal(deviceOf({ userAgent, maxTouchPoints }), device, userAgent);
});
