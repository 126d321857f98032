/** What works before Python: the form and the camera. Python takes frames from here when it has come. */

import { openCamera, signIn, tell } from "../sign-in.mjs";

const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
/** @type {HTMLVideoElement | undefined} */
let video;

window.page = {
  tell,
  signIn: (/** @type {string} */ badge) => signIn({ badge }),
  hasCamera: () => Boolean(video?.videoWidth),
  /** The newest frame: RGBA with its width and height. */
  frame() {
    const { videoWidth: width, videoHeight: height } = video;
    Object.assign(context.canvas, { width, height });
    context.drawImage(video, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  },
};

document.querySelector("[data-testid=badge-button]").addEventListener("click", async () => {
  video = await openCamera();
});
tell("live");
