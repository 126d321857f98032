/** Shapes of the staff API, as its OpenAPI description has them. */

import type { Answer } from "../../shared/api.mjs";

export type Ask = (method: string, path: string, body?: object) => Promise<Answer>;

export interface Named {
  id: string;
  title: string;
}

export interface School {
  id: string;
  name: string;
}

export interface SecondStep {
  done: boolean;
  fresh_seconds_left: number;
  /** passkey, totp, recovery: the ways this person has. */
  methods: string[];
  recovery_codes_left: number;
}

export interface Grant {
  id: string | null;
  kind: "teacher" | "badge_manager" | "school_lead" | "district_administrator";
  school: School | null;
  classes: Named[];
}

export interface Me {
  person: { id: string; given_name: string; family_name: string; display_name: string };
  grants: Grant[];
  second_step: SecondStep;
  session: { idle_seconds_left: number; longest_seconds_left: number };
  settings: { district?: string; portal_name?: string; undo_minutes?: number };
}

export interface Picture {
  name: string;
  colour: string;
}

/** A student in a list. */
export interface Row {
  id: string;
  username: string;
  given_name: string;
  family_name: string;
  grade: string | null;
  picture: Picture;
  badge: "working" | "none" | "void";
  badge_last_used_at: string | null;
  printed_at: string | null;
  signed_in_today: { at: string; method: string } | null;
  ever_signed_in: boolean;
  mark: "two_devices" | null;
  temporary_until: string | null;
  version: number;
}

export interface FoundRow extends Row {
  school: School | null;
  classes: Named[];
}

export interface ClassSummary extends Named {
  school: School | null;
  grades: string[];
  students: number;
  in_today: number;
  without_badge: number;
  co_teachers: string[];
  mine: boolean;
}

export interface BadgeLine {
  badge_id_short: string;
  card_number: number;
  state: string;
  issued_at: string;
  ended_at: string | null;
  ended_reason: string | null;
  ended_by: string | null;
  last_used_at: string | null;
  temporary_until: string | null;
}

export interface StudentPage {
  student: FoundRow;
  badges: BadgeLine[];
  sessions: { id: string; device: string | null; begun_at: string; last_seen_at: string; method: string }[];
  sign_ins: { at: string; method: string | null; outcome: string }[];
  changes: { at: string; what: string; outcome: string; by: string | null; note: string | null }[];
  backup_code: { expires_at: string } | null;
  /** What the student's badge asks for, or null where it opens alone. */
  second_step: {
    kind: "pin" | "pictures";
    set_at: string | null;
    wrong_tries: number;
    is_locked: boolean;
  } | null;
  can: string[];
}
