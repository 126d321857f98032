/** What is printed for people rather than as badges; it comes when somebody wants it. */

import { openSlips } from "./slips-view.mjs";
import { openSubstitutes } from "./substitutes-view.mjs";

/** @type {import("../shell/console.mjs").Open} */
export const open = (console, route, intent) =>
  (route.name === "slips" ? openSlips : openSubstitutes)(console, route, intent);
