"""Everything that can go wrong over HTTP, in one table: RFC 9457 problems with codes that never change.

The page turns a code into words in the reader's language; title and detail are for whoever reads a log.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem."""

    status: int
    title: str
    detail: str


PROBLEMS: Mapping[str, ProblemType] = MappingProxyType(
    {
        "not_a_badge": ProblemType(400, "Not a badge", "The text is not a badge of any portal."),
        "badge_other_district": ProblemType(
            403, "Another district's badge", "The badge belongs to another district's portal."
        ),
        "badge_unknown_key": ProblemType(
            401, "Unknown key", "The badge names a key that this district never had."
        ),
        "badge_bad_signature": ProblemType(401, "Bad signature", "The badge was not made by this district."),
        "badge_unknown": ProblemType(401, "Unknown badge", "There is no record of this badge."),
        "badge_of_substitute": ProblemType(
            403, "A substitute's badge", "The badge opens a substitute's page, and nobody's dashboard."
        ),
        "badge_void": ProblemType(403, "Void badge", "The badge was voided; its owner needs a new one."),
        "badge_replaced": ProblemType(403, "Replaced badge", "The badge was replaced by a newer one."),
        "badge_expired": ProblemType(403, "Expired badge", "The badge is of an earlier school year."),
        "account_disabled": ProblemType(403, "Account disabled", "The account is not in use in the roster."),
        "wrong_credentials": ProblemType(
            401, "Wrong user name or password", "The user name and password do not belong together."
        ),
        "wrong_claim": ProblemType(
            401, "Wrong code or student id", "The two do not belong together, or the slip's time is over."
        ),
        "reset_link_old": ProblemType(
            410, "Old link", "The link was used, or is older than half an hour; ask for a new one."
        ),
        "wrong_code": ProblemType(
            401, "Wrong code", "It is not the code that was sent last, or its time is over."
        ),
        "password_too_short": ProblemType(422, "Password too short", "The password needs more characters."),
        "password_too_long": ProblemType(422, "Password too long", "A password has 128 characters at most."),
        "password_unseen": ProblemType(
            422, "Unseen character", "The password holds a character that nobody can see or type."
        ),
        "password_easy_to_guess": ProblemType(
            422, "Easy to guess", "Somebody who knows the school and the person would soon guess it."
        ),
        "too_many_tries": ProblemType(429, "Too many tries", "Wait as long as Retry-After says."),
        "not_signed_in": ProblemType(401, "Not signed in", "The request carries no session."),
        "session_expired": ProblemType(401, "Session expired", "The session ended; sign in again."),
        "forbidden": ProblemType(403, "Forbidden", "Whoever is signed in may not do this here."),
        "second_step_required": ProblemType(
            403, "Second step required", "Staff do their second step before anything else."
        ),
        "fresh_second_step_required": ProblemType(
            403, "Fresh second step required", "This takes a second step done within the last minutes."
        ),
        "changed_meanwhile": ProblemType(
            409, "Changed meanwhile", "Somebody else changed this student since; see present."
        ),
        "too_late_to_undo": ProblemType(
            409, "Too late to undo", "The ten minutes are over, or it was undone before."
        ),
        "wrong_second_step": ProblemType(
            401, "Wrong second step", "What was shown is not right, or was used already."
        ),
        "second_step_over": ProblemType(
            401, "Second step over", "No badge waits for a second step in this browser; show it again."
        ),
        "second_step_locked": ProblemType(
            403, "Second step locked", "Too many tries with this badge were wrong; staff reset the secret."
        ),
        "second_step_set": ProblemType(
            409, "Second step set", "A secret was chosen already; show the badge again, and tap that one."
        ),
        "second_step_easy": ProblemType(
            400, "Easy to guess", "Somebody would try this number first; choose another."
        ),
        "second_step_unfit": ProblemType(
            400,
            "Not what is asked for",
            "The answer to the badge says what is asked, and whether to choose it.",
        ),
        "last_second_step": ProblemType(
            409, "Last second step", "There is nothing else set up to do a second step with."
        ),
        "too_many_passkeys": ProblemType(409, "Too many passkeys", "Remove one that is no longer used."),
        "invitation_over": ProblemType(
            410, "Invitation over", "The invitation was used, is too old, or was never made."
        ),
        "last_administrator": ProblemType(
            409, "Last administrator", "Nobody would be left who administers the district."
        ),
        "no_mail": ProblemType(409, "No mail", "The portal has no way to send mail; see district.toml."),
        "no_grant": ProblemType(409, "No grant", "They hold no grant, so there is nothing for them here."),
        "malformed_json": ProblemType(
            400, "Malformed JSON", "The body is not JSON, or names something twice."
        ),
        "app_refused": ProblemType(
            400, "App refused", "The app's request, or its entry in apps.toml, has to be mended."
        ),
        "invalid_request": ProblemType(
            422, "Invalid request", "The body is JSON but not what this address takes; see errors."
        ),
        "unsupported_media_type": ProblemType(
            415, "Unsupported media type", "The body must be application/json."
        ),
        "body_too_large": ProblemType(413, "Body too large", "The body must not exceed 64 KiB."),
        "not_found": ProblemType(404, "Not found", "There is nothing at this address."),
        "method_not_allowed": ProblemType(405, "Method not allowed", "This address takes what Allow lists."),
        "cross_site": ProblemType(403, "Cross-site request", "Another site may not act for a visitor here."),
        "insecure_connection": ProblemType(
            403, "Insecure connection", "Changing something needs https, except on the machine itself."
        ),
        "wrong_host": ProblemType(
            421, "Wrong host", "This portal answers to the host of its portal_url alone."
        ),
        "unavailable": ProblemType(503, "Unavailable", "Try again as soon as Retry-After says."),
        "server_error": ProblemType(500, "Server error", "The server failed; its log says how."),
    }
)


class Problem(Exception):
    """Ends a request with one of `PROBLEMS`."""

    def __init__(
        self,
        code: str,
        *,
        retry_after_s: float | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] = MappingProxyType({}),
        detail: str = "",
        present: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail or PROBLEMS[code].detail
        self.retry_after = None if retry_after_s is None else max(1, math.ceil(retry_after_s))
        """Whole seconds, rounded up: who waits that long does not come too early."""
        self.errors = errors
        self.headers = headers
        self.present = present
        """What is there now, where something else was expected."""

    @property
    def status(self) -> int:
        """The HTTP status that it is answered with."""
        return PROBLEMS[self.code].status

    def response(self) -> JSONResponse:
        """The problem as an HTTP response."""
        kind = PROBLEMS[self.code]
        headers = dict(self.headers)
        content: dict[str, Any] = {
            "type": f"urn:harmony:problem:{self.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.retry_after is not None:
            content["retry_after"] = self.retry_after
            headers["Retry-After"] = str(self.retry_after)
        if self.present is not None:
            content["present"] = dict(self.present)
        if self.errors:
            content["errors"] = list(self.errors)
        return JSONResponse(content, kind.status, headers=headers, media_type=MEDIA_TYPE)
