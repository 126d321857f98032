/** The staff console comes to life. All of this works before Python has come, and if it never does. */

import { preferredPage } from "../shared/language.mjs";
import { LatePart } from "../shared/late-part.mjs";
import { savesData, whenIdle } from "../shared/network.mjs";
import { badgeInAddress, carryBadgeTo } from "../student/visit.mjs";
import { openAccount } from "./account/account-view.mjs";
import { openClass } from "./class/class-view.mjs";
import { openHome } from "./home/home-view.mjs";
import { pythonViews } from "./python/python-views.mjs";
import { Console } from "./shell/console.mjs";
import { watchKeys } from "./shell/keys.mjs";
import { lateView } from "./shell/late-view.mjs";
import { openStudent } from "./student/student-view.mjs";
import { openVoid } from "./void/void-view.mjs";

const page = preferredPage();
addEventListener("hashchange", followBadge);
if (!followBadge()) {
  if (page) location.replace(page + location.hash);
  else begin();
}

function begin() {
  const python = pythonViews();
  const papers = lateView(new LatePart(LATE.papers));
  const console = new Console({
    ...python.views,
    today: openHome,
    find: openHome,
    classes: openHome,
    class: openClass,
    student: openStudent,
    void: openVoid,
    account: openAccount,
    substitutes: papers,
    slips: papers,
  });
  watchKeys(() => console.go("find"));
  // while nobody waits for it, so that a sheet or a list is drawn at once
  console.begin().then(() => savesData() || whenIdle(() => python.begin()));
}

/** A badge in the address is a substitute's: it has a page of its own. */
function followBadge() {
  const isBadge = badgeInAddress();
  if (isBadge) carryBadgeTo("substitute/");
  return isBadge;
}
