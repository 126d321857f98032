/** What the console's scripts call the shapes of the staff API; `api.d.ts` has them as the server says. */

import type { Answer } from "../../shared/api.mjs";
import type * as api from "./api";

export type Ask = (method: string, path: string, body?: object) => Promise<Answer>;

export type { ClassCounts as ClassSummary, FoundStudent as FoundRow, SecondStep } from "./api";
export type { ClassName as Named, SchoolName as School, StudentRow as Row } from "./api";
export type { BadgeStory as BadgeLine, HeldGrant as Grant, PictureName as Picture } from "./api";
export type { WholeStudent as StudentPage } from "./api";

/** Whoever has come in: both steps are done, so that there are a session and settings. */
export interface Me extends api.Me {
  session: api.StaffSession;
  settings: api.ConsoleSettings;
}
