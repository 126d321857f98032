"""Being signed in: an opaque random id in a cookie, kept by the server only as its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from harmony.badge.token import encode_base64url
from harmony.grants import limits_as
from harmony.model import AuthenticationMethod, Membership, Person, Role
from harmony_server.accounts.grants import grants_of
from harmony_server.accounts.refusals import NoSession, OutOfReach
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import SessionLimits
from harmony_server.store import NewSession, SessionRecord, Store, StoreCollision, Transaction

LimitsFor: TypeAlias = Callable[[Role, Membership], SessionLimits]
"""The limits of somebody who may do as much as a role, and belongs somewhere: `Config.limits_for`."""
TOKEN_BYTES = 32
SEEN_EVERY_S = 60
"""How exactly it is remembered when a session was last used; finer would write at every request."""


@dataclass(frozen=True)
class Shown:
    """What opened the door: the method, the badge and its key if it was one, and on what kind of device."""

    amr: AuthenticationMethod
    kid: str | None = None
    badge_id: str | None = None
    device: str | None = None


@dataclass(frozen=True)
class TimeLeft:
    """Seconds until a session ends by itself."""

    idle_s: float
    """If nothing more is asked for."""
    longest_s: float
    """Whatever is asked for."""


@dataclass(frozen=True)
class CurrentSession:
    """Who is signed in, where they belong, and for how long."""

    person: Person
    membership: Membership
    left: TimeLeft
    record: SessionRecord


def begin(
    tx: Transaction,
    person: Person,
    shown: Shown,
    *,
    replacing: str | None,
    now: float,
    rng: Rng,
    event: str | None = None,
) -> str:
    """Sign a person in and give the new session's id; `event` stands on record for it.

    The session the request came with ends: an id that was planted in a browser is never signed in.
    """
    if replacing:
        tx.sessions.end(token_hash(replacing))
    token = new_token(rng)
    session = NewSession(token_hash(token), person.id, shown.amr, now, shown.kid, shown.device)
    if shown.badge_id and event:
        if not tx.door.let_in_by_badge(shown.badge_id, session, event):
            raise StoreCollision("The badge ended at this very moment.")
        return token
    tx.sessions.add(session)
    if event:
        tx.audit.add(event, "ok", now=now, person_id=person.id, amr=shown.amr)
    return token


def new_token(rng: Rng) -> str:
    """A session id for a browser."""
    return encode_base64url(rng(TOKEN_BYTES))


def current(store: Store, token: str | None, limits: LimitsFor, keys: KeyRing, now: float) -> CurrentSession:
    """The session an id belongs to; raises NoSession, and forgets a session that is over.

    What a badge began ends with the key that signed it: a leaked key is ended, and nothing of it stays open.
    """
    if not token:
        raise NoSession("not_signed_in")
    with store.look() as tx:
        record, known = tx.door.by_session(token_hash(token)) or (None, None)
        own = limits_of(tx, known.person, known.membership, limits) if known else None
    if record is None or known is None or own is None:
        raise NoSession("not_signed_in")
    left = _time_left(record, own, now)
    over = None if known.can_sign_in else "account_disabled"
    if min(left.idle_s, left.longest_s) <= 0 or _lost_its_key(record, keys, now):
        over = "session_expired"
    if over:
        with store.begin() as tx:
            tx.sessions.end(record.token_hash)
        raise NoSession(over)
    if now - record.last_seen_at >= min(SEEN_EVERY_S, own.idle_s / 4):
        with store.begin() as tx:
            tx.sessions.touch(record.token_hash, now)
        left = TimeLeft(own.idle_s, left.longest_s)
    return CurrentSession(known.person, known.membership, left, record)


def of_person(store: Store, person_id: str, limits: LimitsFor, now: float) -> list[SessionRecord]:
    """The sessions of a person that are not over, newest first."""
    with store.read() as tx:
        known = tx.door.by_id(person_id)
        if known is None:
            return []
        own = limits_of(tx, known.person, known.membership, limits)
        records = tx.sessions.of_person(person_id)
    left = [(record, _time_left(record, own, now)) for record in records]
    return [record for record, time in left if min(time.idle_s, time.longest_s) > 0]


def end_by_public_id(
    tx: Transaction, person_id: str, public_id: str, *, now: float, by: str | None = None
) -> None:
    """End one session of a person; raises OutOfReach if they have no such session."""
    tx.people.lock(person_id)
    ended = [each for each in tx.sessions.of_person(person_id) if each.public_id == public_id]
    if not ended:
        raise OutOfReach
    for record in ended:
        tx.sessions.end(record.token_hash)
        tx.audit.add("session_ended", "ok", now=now, person_id=person_id, amr=record.amr, by=by)


def limits_of(tx: Transaction, person: Person, membership: Membership, limits: LimitsFor) -> SessionLimits:
    """When a person's sessions end by themselves."""
    return limits(limits_as(person.role, grants_of(tx, person)), membership)


def end(tx: Transaction, token: str, now: float) -> None:
    """Sign out; nothing happens if the session is over already."""
    record = tx.sessions.get(token_hash(token))
    if record:
        tx.sessions.end(record.token_hash)
        tx.audit.add("sign_out", "ok", now=now, person_id=record.person_id, amr=record.amr)


def token_hash(token: str) -> str:
    """What is stored of a session id. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _time_left(record: SessionRecord, limits: SessionLimits, now: float) -> TimeLeft:
    return TimeLeft(record.last_seen_at + limits.idle_s - now, record.created_at + limits.max_s - now)


def _lost_its_key(record: SessionRecord, keys: KeyRing, now: float) -> bool:
    key = keys.find(record.kid) if record.kid else None
    return record.kid is not None and (key is None or not key.is_live(now))
