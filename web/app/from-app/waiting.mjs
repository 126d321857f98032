/** The request that waits for somebody to sign in: it comes in the address's fragment, which no server sees. */

import { forget, isIn } from "../../student/session.mjs";

const KEY = "harmony.continue";

/** The request's id, or an empty text. */
export const waiting = take();

// Whoever was in here is not known to the server any more, or is to sign in anew: the door must not open by itself.
if (isIn()) forget();

function take() {
  const id = /^#continue=([\w-]+)$/.exec(location.hash)?.[1];
  try {
    if (id) sessionStorage.setItem(KEY, id); // for the page in another language
    return id ?? sessionStorage.getItem(KEY) ?? "";
  } catch {
    return id ?? ""; // storage is off
  }
}
