/** The door that opens for a moment before the dashboard; a tap shortens it. */

import { findAll, screen } from "./view.mjs";

const CELEBRATE_MS = 1600;
let ending = 0;

/** Lay the open door over the screen that shows. */
export function celebrate() {
  const success = screen("success");
  const end = () => {
    success.hidden = true;
  };
  success.hidden = false;
  success.addEventListener("click", end, { once: true });
  clearTimeout(ending);
  ending = setTimeout(end, CELEBRATE_MS);
}

/** Take it away at once. */
export function endCelebration() {
  clearTimeout(ending);
  for (const success of findAll("[data-screen=success]")) success.hidden = true;
}
