/** Somebody comes from an app: say which, let them in as ever, and go back with the answer. */

import { waiting } from "./waiting.mjs";
import "../../student/boot.mjs";
import * as api from "../../shared/api.mjs";
import { inPageLanguage } from "../../shared/language.mjs";
import { forgetSeen } from "../../student/absence.mjs";
import { isIn } from "../../student/session.mjs";
import * as view from "../../student/view.mjs";

/** @typedef {{ names: import("../../shared/types").Names, icon: string | null, background: string }} WaitingApp */

/** @type {Record<string, string>} */
const BACKGROUND = { coral: "bg-1", marigold: "bg-2", teal: "bg-3", sky: "bg-4", paper: "bg-5" };
const address = `/continue?id=${waiting}`;

if (waiting) {
  view.find("[data-slot=rather-not]").setAttribute("href", `${address}&answer=no`);
  api.waitingApp(waiting).then((answer) => {
    if (answer.kind === "ok") tellWho(answer.body);
    else if (answer.kind === "refused") location.replace("/"); // it waits no more
  });
  new MutationObserver(goOn).observe(document.documentElement, { attributeFilter: ["data-stage"] });
  addEventListener("storage", () => isIn() && location.replace(address)); // by the phone's own camera, in another tab
}

function goOn() {
  if (view.stage() !== "signed-in") return;
  addEventListener("pagehide", forgetSeen); // they are at the app now, and nobody looks at this page
  location.replace(address);
}

/** @param {WaitingApp} app */
function tellWho({ names, icon, background }) {
  view.fill(view.find("[data-slot=app-wants]"), { app: inPageLanguage(names) });
  const door = view.find("[data-slot=app-icon]");
  if (!icon) return;
  door.className = `win ${BACKGROUND[background] ?? "bg-4"}`;
  door.replaceChildren(
    Object.assign(document.createElement("img"), { alt: "", width: 96, height: 96, src: icon }),
  );
  door.hidden = false;
}
