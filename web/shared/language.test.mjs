/** Which language a page shows in. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageInLanguage } from "./language.mjs";

/** Family help, in both languages. */
const LINKS = [
  { lang: "en", href: "/family/" },
  { lang: "es", href: "/es/family/" },
];
const AT_ROOT = { shown: "en", path: "/family/", chosen: null, asked: ["en-US"] };
const IN_SPANISH = { ...AT_ROOT, shown: "es", path: "/es/family/" };

test("an address that names its language wins over the device and the browser", () => {
  assert.equal(pageInLanguage(LINKS, IN_SPANISH), null);
  assert.equal(pageInLanguage(LINKS, { ...IN_SPANISH, chosen: "en" }), null);
});

test("where the address names none, the device's choice wins over the browser", () => {
  assert.equal(pageInLanguage(LINKS, { ...AT_ROOT, chosen: "es" }), "/es/family/");
  assert.equal(pageInLanguage(LINKS, { ...AT_ROOT, chosen: "en", asked: ["es-MX"] }), null);
});

test("without a choice the first of the browser's languages that the site has is taken", () => {
  assert.equal(pageInLanguage(LINKS, { ...AT_ROOT, asked: ["nah", "es-MX", "en"] }), "/es/family/");
  assert.equal(pageInLanguage(LINKS, { ...AT_ROOT, asked: ["fr", "de"] }), null);
  assert.equal(pageInLanguage(LINKS, { ...AT_ROOT, chosen: "xx", asked: [] }), null);
});

test("a page shown at another's address is put right by that address", () => {
  const missing = { ...AT_ROOT, path: "/es/nowhere" };
  assert.equal(pageInLanguage(LINKS, missing), "/es/family/");
});
