/** The buttons beside the preview: torch, zoom, the other camera. Each shows only where the camera can do it. */

import { find } from "../student/view.mjs";

/** @typedef {import("./camera.mjs").Camera} Camera */

/** Show the buttons for what a camera can do. @param {Camera} camera */
export async function offerAbilities(camera) {
  const { torch, zoom, swap } = await camera.abilities();
  find("[data-action=torch]").hidden = !torch;
  find("[data-action=zoom]").hidden = !zoom;
  find("[data-action=swap-camera]").hidden = !swap;
}

/** Turn the torch or the zoom on or off. @param {Camera} camera @param {"torch" | "zoom"} name */
export async function toggle(camera, name) {
  const button = find(`[data-action=${name}]`);
  const on = button.ariaPressed !== "true";
  const { zoom } = await camera.abilities();
  const zoomed = zoom && (on ? Math.min(zoom.max, 2 * zoom.min) : zoom.min);
  await camera.set({ [name]: name === "torch" ? on : zoomed });
  button.ariaPressed = String(on);
}
