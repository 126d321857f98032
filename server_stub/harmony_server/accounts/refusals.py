"""Refusals: why somebody is not let in, or may not do what they ask. They know no protocol.

    AccessRefused          a badge, a password or one try too many
    ├── NoSession          nobody is signed in
    ├── MissingGrant       somebody is signed in who may not do this
    ├── SecondStepMissing  staff who did not do their second step, or not lately enough
    ├── OutOfReach         nothing is there, as far as whoever asks may know
    └── Busy               there is no room to check a password just now

Each protocol answers a refusal in its own terms: the portal's interface by the problem of the same code
(`api.exception_handlers`), OpenID Connect by an error of its own, such as `login_required`, `access_denied`
or `temporarily_unavailable` (OpenID Connect Core 1.0, section 3.1.2.6).
"""

from __future__ import annotations

BUSY_RETRY_S = 2


class AccessRefused(Exception):
    """Somebody is turned away; `code` says why, and never changes once published."""

    def __init__(self, code: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after_s = retry_after_s
        """Seconds after which the same may be tried again; None where waiting changes nothing."""


class NoSession(AccessRefused):
    """Nobody is signed in, and `code` says why: `not_signed_in`, `session_expired`, `account_disabled`."""


class MissingGrant(AccessRefused):
    """Whoever is signed in does not hold the grant that is asked for."""

    def __init__(self) -> None:
        super().__init__("forbidden")


class SecondStepMissing(AccessRefused):
    """Staff who did no second step in this session; with `fresh`, none within the last minutes."""

    def __init__(self, *, fresh: bool = False) -> None:
        super().__init__("fresh_second_step_required" if fresh else "second_step_required")


class OutOfReach(AccessRefused):
    """What is asked for is not there, or another's: one answer for both, or it would tell which."""

    def __init__(self) -> None:
        super().__init__("not_found")


class Busy(AccessRefused):
    """More passwords are being checked than this machine has room for; trying again soon helps."""

    def __init__(self) -> None:
        super().__init__("unavailable", retry_after_s=BUSY_RETRY_S)
