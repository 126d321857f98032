/** What is printed for people rather than as badges; it comes when somebody wants it. */

import { openSubstitutes } from "./substitutes-view.mjs";

/** @type {import("../shell/console.mjs").Open} */
export const open = openSubstitutes;
