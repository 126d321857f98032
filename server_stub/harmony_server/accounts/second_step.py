"""The second step that staff do after their password: whether it was done in a session, and how long ago."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from harmony.model import AuthenticationMethod, Person
from harmony_server.accounts import sessions
from harmony_server.accounts.grants import grants_of
from harmony_server.accounts.refusals import AccessRefused, NoSession, SecondStepMissing
from harmony_server.badges.keys import Rng
from harmony_server.store import SessionRecord, Transaction

FRESH_S = 10 * 60
"""For how long a second step is fresh: time enough to finish what it was asked for."""
BEGINNINGS = frozenset({AuthenticationMethod.PASSWORD.value, AuthenticationMethod.INVITATION.value})
"""What a session must have begun with for staff to go on from it. A badge lies on desks: it opens a
dashboard and nothing of the console."""


class Method(StrEnum):
    """What a second step is done with."""

    PASSKEY = "passkey"
    TOTP = "totp"
    RECOVERY = "recovery"


class Need(StrEnum):
    """What something asks of the session of whoever holds the grant for it."""

    NONE = "none"
    """Nothing yet: for the second step itself."""
    DONE = "done"
    FRESH = "fresh"
    SET_UP = "set_up"
    """A fresh one, or an invitation: for setting up what a second step is done with."""


class State(StrEnum):
    """How far somebody is with their second step."""

    DONE = "done"
    NEEDED = "needed"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True)
class Standing:
    """What a person can do a second step with."""

    passkeys: int
    totp: bool
    recovery_codes_left: int

    @property
    def is_set_up(self) -> bool:
        """Whether there is anything to do it with; recovery codes only stand in for something else."""
        return self.totp or self.passkeys > 0

    @property
    def methods(self) -> tuple[Method, ...]:
        """What it can be done with, the best first."""
        usable = {
            Method.PASSKEY: self.passkeys > 0,
            Method.TOTP: self.totp,
            Method.RECOVERY: self.is_set_up and self.recovery_codes_left > 0,
        }
        return tuple(method for method, there in usable.items() if there)


@dataclass(frozen=True)
class Completed:
    """A second step that was done."""

    record: SessionRecord
    """The session as it is now."""
    session: str | None
    """The session's new id, where it has one from now on."""
    standing: Standing


def standing_of(tx: Transaction, person_id: str) -> Standing:
    """What a person can do a second step with now."""
    secrets = tx.totp.get(person_id)
    return Standing(
        passkeys=len(tx.passkeys.of(person_id)),
        totp=secrets is not None and secrets.sealed is not None,
        recovery_codes_left=tx.recovery_codes.left(person_id),
    )


def check(session: SessionRecord, need: Need, now: float) -> None:
    """Raise SecondStepMissing if the session is not as far as is needed.

    Raises AccessRefused (`not_signed_in`) for a session that can never be.
    """
    if session.amr not in BEGINNINGS:
        raise AccessRefused("not_signed_in")
    if need is Need.NONE or (need is Need.SET_UP and is_invited(session)):
        return
    if session.second_step_at is None:
        raise SecondStepMissing
    if need is not Need.DONE and fresh_s_left(session, now) <= 0:
        raise SecondStepMissing(fresh=True)


def is_invited(session: SessionRecord) -> bool:
    """Whether a session is good for nothing but setting up a second step."""
    return session.amr == AuthenticationMethod.INVITATION


def fresh_s_left(session: SessionRecord, now: float) -> float:
    """Seconds for which the session's second step is fresh; 0 if none is."""
    done_at = session.second_step_at
    return 0 if done_at is None else min(max(0, done_at + FRESH_S - now), FRESH_S)


def state_of(tx: Transaction, person: Person, amr: str, *, done: bool) -> State | None:
    """How far somebody is in a session that began with `amr`; None for whom there is no second step."""
    if amr not in BEGINNINGS or not grants_of(tx, person):
        return None
    if done:
        return State.DONE
    return State.NEEDED if standing_of(tx, person.id).is_set_up else State.NOT_SET_UP


def complete(tx: Transaction, session: SessionRecord, method: Method, *, now: float, rng: Rng) -> Completed:
    """Record a second step that was done.

    The first one in a session gives it a new id: what was read of it before is worth no more than a password.
    Raises NoSession if the session was ended meanwhile.
    """
    current = tx.sessions.get(session.token_hash)
    if current is None:
        raise NoSession("not_signed_in")
    token = sessions.new_token(rng) if current.second_step_at is None else None
    new_hash = sessions.token_hash(token) if token else session.token_hash
    # Whoever followed an invitation has set their password in this session.
    amr = AuthenticationMethod.PASSWORD if is_invited(current) else current.amr
    tx.sessions.second_step_done(session.token_hash, method, now, new_hash=new_hash, amr=amr)
    tx.audit.add("second_step", "ok", now=now, person_id=session.person_id, amr=method)
    done = replace(current, token_hash=new_hash, amr=amr, second_step=method, second_step_at=now)
    return Completed(done, token, standing_of(tx, session.person_id))
