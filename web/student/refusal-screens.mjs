/** Which screen explains a problem's code. */

/** @type {Record<string, string>} */
const SCREEN_OF = {
  not_a_badge: "badge-unknown",
  badge_other_district: "badge-other-school",
  badge_unknown_key: "badge-unknown",
  badge_bad_signature: "badge-unknown",
  badge_unknown: "badge-unknown",
  account_disabled: "badge-unknown",
  badge_void: "badge-old",
  badge_replaced: "badge-old",
  badge_expired: "badge-expired",
  no_badge_in_photo: "photo-empty",
  several_badges_in_photo: "photo-several",
  too_many_tries: "wait",
  session_expired: "session-ended",
  insecure_connection: "page-insecure",
};

/** Every code without a screen of its own is the server's fault. @param {string} code */
export const screenOfCode = (code) => SCREEN_OF[code] ?? "net-fault";
