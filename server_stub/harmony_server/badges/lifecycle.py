"""Issuing badges, ending them, and telling whether one shown at the door still opens it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from harmony.badge import signing
from harmony.badge.token import BADGE_ID_BYTES, BadgeToken, encode_base64url, parse
from harmony.errors import BadgeError
from harmony.model import AuthenticationMethod, BadgeState
from harmony_server.badges.keys import Key, KeyRing, Rng
from harmony_server.store import BadgeRecord, Transaction, Visitor


class ExpiredKey(BadgeError):
    """A badge of this district whose key has served its school year."""

    code = "badge_expired"


class BadgeRefused(Exception):
    """A badge we signed that does not open: `code` says why, `person_id` whose it is or was."""

    def __init__(self, code: str, person_id: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.person_id = person_id


@dataclass(frozen=True)
class IssuedBadge:
    """A badge that opens, before it is signed."""

    badge_id: str
    key: Key

    def token(self, district: str) -> BadgeToken:
        """The badge itself, the same each time."""
        return signing.sign(badge_id=self.badge_id, district=district, kid=self.key.kid, key=self.key.private)


def current_or_issue(
    tx: Transaction, person_id: str, keys: KeyRing, now: float, rng: Rng, *, district: str
) -> BadgeToken:
    """A person's badge: the one issued to them, made again to the letter, or else a new one.

    Raises KeyRingError when a new one is needed and every key has expired. The transaction raises
    StoreConflict when there is no such person.
    """
    return issued_or_new(tx, [person_id], keys, now, rng)[person_id].token(district)


def issued_or_new(
    tx: Transaction, person_ids: Sequence[str], keys: KeyRing, now: float, rng: Rng
) -> Mapping[str, IssuedBadge]:
    """The same for several people, by id: what is then signed needs no transaction."""
    tx.people.lock(*person_ids)
    records = tx.badges.issued_to_any(person_ids)
    return {
        each: _live(records.get(each), keys, now) or _issue(tx, each, keys, now, rng) for each in person_ids
    }


def reissue(
    tx: Transaction, person_id: str, keys: KeyRing, now: float, rng: Rng, *, district: str
) -> BadgeToken:
    """Give a person a new badge; the old one, if any, is replaced and opens no more. Raises as above."""
    return _issue(tx, person_id, keys, now, rng).token(district)


def void(tx: Transaction, person_id: str, now: float) -> bool:
    """End a person's badge and whoever is signed in with it; says whether there was one to end."""
    return bool(void_any(tx, [person_id], now))


def void_any(
    tx: Transaction,
    person_ids: Collection[str],
    now: float,
    *,
    by: str | None = None,
    reason: str | None = None,
    end_sessions: bool = True,
) -> list[str]:
    """End the badges of several people, and give their ids: a few questions however many they are.

    Whoever is signed in with one of them is signed out, unless it is known that nobody else has them.
    """
    tx.people.lock(*person_ids)
    issued = tx.badges.issued_to_any(person_ids)
    ended = [record.badge_id for record in issued.values()]
    tx.badges.end(ended, BadgeState.VOID, now, by=by, reason=reason)
    if end_sessions:
        tx.sessions.end_of_people(issued, amr=AuthenticationMethod.BADGE)
    voided, amr = BadgeState.VOID.value, AuthenticationMethod.BADGE
    tx.audit.add_for_each(issued, "badge_ended", voided, now=now, amr=amr, by=by, note=reason)
    return ended


def restore_any(tx: Transaction, badge_ids: Collection[str], now: float, *, by: str | None) -> list[str]:
    """Have void badges open again, but for those whose owners have another by now; gives their ids."""
    records = tx.badges.get_any(badge_ids)
    people = [each.person_id for each in records]
    tx.people.lock(*people)
    have_one = tx.badges.issued_to_any(people)
    void = [each for each in tx.badges.get_any(badge_ids) if each.state is BadgeState.VOID]
    back = [each for each in void if each.person_id not in have_one]
    tx.badges.restore([each.badge_id for each in back])
    owners = [each.person_id for each in back]
    tx.audit.add_for_each(owners, "badge_restored", "ok", now=now, amr=AuthenticationMethod.BADGE, by=by)
    return [each.badge_id for each in back]


def issue_temporary(
    tx: Transaction, person_id: str, keys: KeyRing, opens_until: float, rng: Rng, *, by: str | None
) -> IssuedBadge:
    """Give a person a badge beside their own that opens until a time; the temporary one before ends.

    Raises KeyRingError when every key has expired.
    """
    key, now = keys.signing_key, keys.now
    end_temporary(tx, person_id, now, by=by)
    badge_id = encode_base64url(rng(BADGE_ID_BYTES))
    tx.badges.add(badge_id=badge_id, person_id=person_id, kid=key.kid, now=now, opens_until=opens_until)
    tx.audit.add("temporary_badge", "ok", now=now, person_id=person_id, by=by)
    return IssuedBadge(badge_id, key)


def end_temporary(tx: Transaction, person_id: str, now: float, *, by: str | None) -> bool:
    """End a person's temporary badge, and who is signed in by badge; says whether there was one."""
    tx.people.lock(person_id)
    open_ = [each for each in tx.badges.temporary_of(person_id) if now < (each.opens_until or 0)]
    for each in open_:
        tx.badges.end([each.badge_id], BadgeState.REPLACED, now, by=by)
        tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.BADGE)
        tx.audit.add("temporary_badge_ended", "ok", now=now, person_id=person_id, by=by)
    return bool(open_)


def verify(text: str, keys: KeyRing, *, district: str) -> signing.VerifiedBadge:
    """Check all of a badge that needs no database: shape, district, key, signature, in this order.

    Raises BadgeError; among them ExpiredKey.
    """
    token = parse(text)
    known = {key.kid: key for key in keys.keys}
    signing.check_origin(token, expected_district=district, expected_kids=known)
    if not known[token.kid].is_live(keys.now):
        raise ExpiredKey("The badge was signed with a key of an earlier year.")
    return signing.verify(token, expected_district=district, keys=keys.public_keys())


def holder(tx: Transaction, badge_id: str, kid: str, now: float) -> Visitor:
    """The person whom a badge that was verified lets in, if they may come in at all; raises BadgeRefused."""
    record, visitor = tx.door.by_badge(badge_id) or (None, None)
    if record is None or visitor is None or record.kid != kid:
        raise BadgeRefused(
            "badge_of_substitute" if _is_substitutes(tx, badge_id, kid) else "badge_unknown", None
        )
    if refusal := _refusal(record, now):
        raise BadgeRefused(refusal, record.person_id)
    return visitor


def _is_substitutes(tx: Transaction, badge_id: str, kid: str) -> bool:
    """Whether a badge that is nobody's opens a substitute's page; whether it still does is asked there."""
    record = tx.substitutes.by_badge(badge_id)
    return record is not None and record.kid == kid


_REFUSALS = {BadgeState.VOID: "badge_void", BadgeState.REPLACED: "badge_replaced"}


def _refusal(record: BadgeRecord, now: float) -> str | None:
    if record.state is BadgeState.TEMPORARY:
        return "badge_expired" if now >= (record.opens_until or 0) else None
    return _REFUSALS.get(record.state)


def _end(tx: Transaction, person_id: str, state: BadgeState, now: float) -> bool:
    tx.people.lock(person_id)
    issued: BadgeRecord | None = tx.badges.issued_to(person_id)
    if issued is None:
        return False
    tx.badges.end([issued.badge_id], state, now)
    # Whoever found the badge may be signed in with it.
    tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.BADGE)
    tx.audit.add("badge_ended", state.value, now=now, person_id=person_id, amr=AuthenticationMethod.BADGE)
    return True


def _live(record: BadgeRecord | None, keys: KeyRing, now: float) -> IssuedBadge | None:
    key = record and keys.find(record.kid)
    return IssuedBadge(record.badge_id, key) if record and key and key.is_live(now) else None


def _issue(tx: Transaction, person_id: str, keys: KeyRing, now: float, rng: Rng) -> IssuedBadge:
    key = keys.at(now).signing_key
    _end(tx, person_id, BadgeState.REPLACED, now)
    badge_id = encode_base64url(rng(BADGE_ID_BYTES))
    tx.badges.add(badge_id=badge_id, person_id=person_id, kid=key.kid, now=now)
    tx.audit.add("badge_issued", "ok", now=now, person_id=person_id, amr=AuthenticationMethod.BADGE)
    return IssuedBadge(badge_id, key)
