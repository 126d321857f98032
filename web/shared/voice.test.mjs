import assert from "node:assert/strict";
import { test } from "node:test";

import { voiceFor } from "./voice.mjs";

const voice = (/** @type {string} */ lang, localService = true) => ({ lang, localService });
const chosen = (/** @type {string[]} */ voices, /** @type {string} */ wanted, wishes = ["en-US"]) =>
  voiceFor(
    voices.map((each) => voice(each)),
    wanted,
    wishes,
  )?.lang;

test("No voice of another language reads a page: nobody would understand it.", () => {
  assert.equal(chosen(["en-US", "es-ES"], "ar"), undefined);
  assert.equal(chosen([], "ar"), undefined);
  assert.equal(chosen(["vie-VN", "vi_VN"], "vi"), "vi_VN");
});

test("Of a language's voices the one is taken whose region somebody asks for.", () => {
  assert.equal(chosen(["es-ES", "es-MX"], "es", ["es-MX", "es"]), "es-MX");
  assert.equal(chosen(["es-ES", "es-MX"], "es", ["en-US"]), "es-ES");
  assert.equal(chosen(["ar-SA"], "ar", ["ar-EG"]), "ar-SA");
});

test("Simplified Chinese is read as in mainland China where there is such a voice, else as elsewhere.", () => {
  assert.equal(chosen(["zh-HK", "zh-TW", "zh-CN"], "zh-Hans"), "zh-CN");
  assert.equal(chosen(["zh-TW"], "zh-Hans"), "zh-TW");
});

test("A voice of the device comes before one that sends every word away.", () => {
  const voices = [voice("en-GB", false), voice("en-IE")];
  assert.equal(voiceFor(voices, "en", ["fr"])?.lang, "en-IE");
});
