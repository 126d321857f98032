/** Somebody is asked whether they want to sign out: they leave here, as on the dashboard, and are told. */

import "../../not-found/not-found.mjs";
import { inThisLanguage } from "../../shared/language.mjs";
import { leave } from "../../student/session.mjs";

document.querySelector("[data-action=sign-out]")?.addEventListener("click", async () => {
  await leave();
  location.replace(inThisLanguage("/signed-out.html"));
});
