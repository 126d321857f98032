"""The second step that staff do after their password: whether it was done in a session, and how long ago."""

from __future__ import annotations

from enum import StrEnum

from harmony.model import AuthenticationMethod
from harmony_server.accounts.refusals import AccessRefused, SecondStepMissing
from harmony_server.store import SessionRecord

FRESH_S = 10 * 60
"""For how long a second step is fresh: time enough to finish what it was asked for."""
BEGINNINGS = frozenset({AuthenticationMethod.PASSWORD.value})
"""What a session must have begun with for staff to go on from it. A badge lies on desks: it opens a
dashboard and nothing of the console."""


class Method(StrEnum):
    """What a second step was done with."""

    PASSKEY = "passkey"
    TOTP = "totp"
    RECOVERY = "recovery"


class Need(StrEnum):
    """What something asks of the session of whoever holds the grant for it."""

    NONE = "none"
    """Nothing yet: for the second step itself."""
    DONE = "done"
    FRESH = "fresh"


def check(session: SessionRecord, need: Need, now: float) -> None:
    """Raise SecondStepMissing if the session is not as far as is needed.

    Raises AccessRefused (`not_signed_in`) for a session that can never be.
    """
    if session.amr not in BEGINNINGS:
        raise AccessRefused("not_signed_in")
    if need is not Need.NONE and session.second_step_at is None:
        raise SecondStepMissing
    if need is Need.FRESH and fresh_s_left(session, now) <= 0:
        raise SecondStepMissing(fresh=True)


def fresh_s_left(session: SessionRecord, now: float) -> float:
    """Seconds for which the session's second step is fresh; 0 if none is."""
    done_at = session.second_step_at
    return 0 if done_at is None else min(max(0, done_at + FRESH_S - now), FRESH_S)
