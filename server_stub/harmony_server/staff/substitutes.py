"""A substitute's page: a printed badge that opens one class's list and back-up codes until a time.

It is no person's badge and begins no person's session: whoever holds it sees that class and gives codes in
it, on record under the name of the teacher who let them in, and as long as that teacher may.
"""

from __future__ import annotations

from dataclasses import dataclass

from harmony.badge.signing import VerifiedBadge
from harmony.badge.token import BADGE_ID_BYTES, encode_base64url
from harmony.model import SchoolClass
from harmony.people.ids import new_id
from harmony_server.accounts import sessions
from harmony_server.accounts.grants import grants_of
from harmony_server.accounts.refusals import AccessRefused, MissingGrant, OutOfReach
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.badges.lifecycle import IssuedBadge
from harmony_server.staff.reach import Asker, Reach, class_in_reach, reach_of
from harmony_server.store import Store, SubstituteRecord, Transaction

LONGEST_S = 14 * 24 * 3600
IDLE_S = 60 * 60
SEEN_EVERY_S = 60
NOTE = "substitute"


class UntilRefused(ValueError):
    """A time that is over, or too far away."""


@dataclass(frozen=True)
class Substitute:
    """A substitute, and the class."""

    record: SubstituteRecord
    school_class: SchoolClass
    given_by: str
    """The name of the teacher."""

    @property
    def asker(self) -> Asker:
        """What they see, on record as the teacher's doing."""
        return Asker(self.record.given_by, Reach(substituted=self.record.class_id), NOTE)


def give(
    tx: Transaction, asker: Asker, class_id: str, *, name: str, until: float, keys: KeyRing, rng: Rng
) -> tuple[SubstituteRecord, IssuedBadge]:
    """Make a badge for a class that one teaches or leads.

    Raises OutOfReach, MissingGrant, UntilRefused, and KeyRingError when every key has expired.
    """
    found = class_in_reach(tx, asker.reach, class_id)
    if not _may_let_in(asker.reach, found):
        raise MissingGrant
    now, key = keys.now, keys.signing_key
    if not now < until <= now + LONGEST_S:
        raise UntilRefused
    badge_id = encode_base64url(rng(BADGE_ID_BYTES))
    record = SubstituteRecord(
        new_id(rng), class_id, asker.id, name, badge_id, key.kid, now, until, None, None
    )
    tx.substitutes.add(record)
    tx.audit.add("substitute_given", "ok", now=now, by=asker.id, note=class_id)
    return record, IssuedBadge(badge_id, key)


def listed(tx: Transaction, asker: Asker, *, now: float) -> list[Substitute]:
    """Those of one's classes whose time is not over, and those one gave."""
    return [
        each for one in tx.substitutes.of(asker.reach.scope, asker.id, now=now) if (each := _with(tx, one))
    ]


def end(tx: Transaction, asker: Asker, substitute_id: str, *, now: float) -> None:
    """End one, and whoever came in by it. Raises OutOfReach."""
    record = tx.substitutes.get(substitute_id)
    if record is None or record.id not in {each.record.id for each in listed(tx, asker, now=now)}:
        raise OutOfReach
    tx.substitutes.end(substitute_id, now)
    tx.audit.add("substitute_ended", "ok", now=now, by=asker.id, note=record.class_id)


def come_in(tx: Transaction, badge: VerifiedBadge, *, now: float, rng: Rng) -> tuple[Substitute, str]:
    """Begin a session of whoever holds a substitute's badge; raises AccessRefused."""
    record = tx.substitutes.by_badge(badge.badge_id)
    if record is None or record.kid != badge.kid:
        raise AccessRefused("badge_unknown")
    if record.ended_at is not None:
        raise AccessRefused("badge_void")
    if now >= record.until:
        raise AccessRefused("badge_expired")
    found = _with(tx, record)
    if found is None:
        raise AccessRefused("badge_void")
    token = sessions.new_token(rng)
    tx.substitutes.begin_session(record.id, sessions.token_hash(token), now)
    tx.audit.add("substitute_came_in", "ok", now=now, by=record.given_by, note=record.class_id)
    return found, token


def current(store: Store, token: str | None, *, now: float) -> Substitute | None:
    """Whose session an id is, if it is a substitute's and not over."""
    if not token:
        return None
    hashed = sessions.token_hash(token)
    with store.read() as tx:
        record, seen_at = tx.substitutes.by_session(hashed) or (None, 0.0)
        if record is None or not record.is_open(now) or now - seen_at >= IDLE_S:
            return None
        found = _with(tx, record)
    if found and now - seen_at >= SEEN_EVERY_S:
        store.write(lambda tx: tx.substitutes.touch_session(hashed, now))
    return found


def _with(tx: Transaction, record: SubstituteRecord) -> Substitute | None:
    """A substitute with their class, as long as the teacher who gave the badge may let somebody in."""
    known = tx.people.get(record.given_by)
    if known is None or not known.can_sign_in:
        return None
    reach = reach_of(grants_of(tx, known.person))
    classes = tx.class_lists.find(reach.scope, class_id=record.class_id)
    if not classes or not _may_let_in(reach, classes[0]):
        return None
    name = f"{known.person.given_name} {known.person.family_name}"
    return Substitute(record, classes[0], name)


def _may_let_in(reach: Reach, school_class: SchoolClass) -> bool:
    return reach.everything or school_class.id in reach.taught or school_class.school_id in reach.led
