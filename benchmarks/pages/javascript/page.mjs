/** A sign-in page with npm's zxing-wasm: frames go to a worker one at a time. */

import { openCamera, signIn, tell } from "../sign-in.mjs";

const worker = new Worker("/assets/worker.mjs", { type: "module" });
/** @type {HTMLVideoElement | undefined} */
let video;

worker.addEventListener("message", ({ data }) => {
  if (data.type === "ready") tell("ready");
  else if (data.text) signIn({ badge: data.text });
  else tell("looked");
  if (!data.text) next();
});

document.querySelector("[data-testid=badge-button]").addEventListener("click", async () => {
  video = await openCamera();
  next();
});
tell("live");

let waiting = false;

function next() {
  if (waiting || !video || !document.documentElement.hasAttribute("data-ready")) return;
  waiting = true;
  video.requestVideoFrameCallback(async () => {
    const frame = await createImageBitmap(video);
    waiting = false;
    worker.postMessage(frame, [frame]);
  });
}
