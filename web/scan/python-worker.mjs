/**
 * Python's worker: loads Python, which scans what the page sends as soon as it is there. Decides nothing about a
 * badge; `harmony_browser` does, and the server.
 */

import { finishLoading, loadColdHalf, startPython } from "./python.mjs";
import { fail, post, serve } from "./worker-loop.mjs";

/** @type {import("./types").Endpoint} */
let python;

const starting = startPython(post);
starting.catch(fail);
// Python that breaks down while it awaits something answers nobody; what it died of comes out here.
self.addEventListener("unhandledrejection", ({ reason }) => fail(reason));

serve({
  async start(decoder) {
    python = await starting;
    python.set_decoder(decoder);
    post({ type: "ready" });
    Promise.resolve(python.prepare()).catch(fail);
  },
  beginTurn: () => python.reset(),
  async scan(kind, picture, used) {
    try {
      await python[kind](picture, used);
    } catch (error) {
      fail(error);
    }
  },
  idle: loadColdHalf,
  beforeClose: finishLoading,
});
