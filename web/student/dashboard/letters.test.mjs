/** Letter tiles: which two letters, and looks that neighbours do not share. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { letters, looks } from "./letters.mjs";

const LETTERS = {
  "Word Wagon": "WW",
  "Puerta de cuentos": "PD",
  Spellwell: "Sp",
  "élan vital": "ÉV",
  "i-Ready": "IR",
  "3rd grade math": "3G",
  "Zoë's zoo": "ZZ",
  "¡Hola!": "Ho",
  X: "X",
  "🎈": "🎈",
};

for (const [name, expected] of Object.entries(LETTERS))
  test(`${name} shows ${expected}.`, () => assert.equal(letters(name), expected));

/** @param {string} id */
const app = (id, background = "paper", icon = /** @type {string | null} */ (null)) =>
  /** @type {import("./letters.mjs").App} */ ({ id, background, icon });

test("Of sixty letter tiles none has the colour of the one before it, and most looks are told apart.", () => {
  const sixty = [...looks(Array.from({ length: 60 }, (_, place) => app(`app-${place}`))).values()];
  for (const [place, look] of sixty.entries()) assert.ok(look.colour !== sixty[place - 1]?.colour);
  const kinds = new Set(sixty.map((look) => JSON.stringify(look)));
  assert.ok(kinds.size >= 40, `${kinds.size} looks`);
});

test("A tile keeps its look when others come and go, but for a colour that it would share.", () => {
  const alone = looks([app("story")]).get("story");
  const among = looks([app("word"), app("story"), app("sum")]).get("story");
  assert.deepEqual({ ...among, colour: "" }, { ...alone, colour: "" });
});

test("A colour of the district's own stays, and so does that behind a drawing.", () => {
  assert.equal(looks([app("a", "teal")]).get("a")?.colour, "teal");
  assert.equal(looks([app("a", "paper", "/icons/a.svg")]).get("a")?.colour, "paper");
});
