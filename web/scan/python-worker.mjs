/**
 * Python's worker: brings Python, which looks at what the page sends as soon as it is there.
 * Decides nothing about a badge; `harmony_browser` does, and the server.
 */

import { bringColdHalf, bringTheRest, startPython } from "./python.mjs";
import { attend, fail, tell } from "./worker-loop.mjs";

/** @type {import("../shared/types").Endpoint} */
let python;

const coming = startPython(tell);
coming.catch(fail);
// Python that breaks down while it awaits something answers nobody; what it died of comes out here.
self.addEventListener("unhandledrejection", ({ reason }) => fail(reason));

attend({
  async see(decoder) {
    python = await coming;
    python.set_decoder(decoder);
    tell({ type: "ready" });
    Promise.resolve(python.prepare()).catch(fail);
  },
  forget: () => python.reset(),
  async look(kind, picture) {
    try {
      await python[kind](picture);
    } catch (error) {
      fail(error);
    }
  },
  idle: bringColdHalf,
  rest: bringTheRest,
});
