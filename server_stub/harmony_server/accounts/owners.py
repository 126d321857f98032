"""Whom something shown at the door lets in: the visitor, or why nobody."""

from __future__ import annotations

from dataclasses import dataclass

from harmony.badge.signing import VerifiedBadge
from harmony_server.badges import lifecycle
from harmony_server.store import Transaction, Visitor, WaitingSignIn


@dataclass(frozen=True)
class Refusal:
    """Why nobody is let in, and whom that is about where it is known."""

    code: str
    person_id: str | None = None


def badge_holder(tx: Transaction, badge: VerifiedBadge, now: float) -> Visitor | Refusal:
    """Whom a verified badge lets in."""
    return _holder(tx, badge.badge_id, badge.kid, now)


def waiting_holder(tx: Transaction, sign_in: WaitingSignIn, now: float) -> Visitor | Refusal:
    """Whom a badge lets in that was verified when it was shown, and has waited for its second step since."""
    return _holder(tx, sign_in.badge_id, sign_in.kid, now)


def _holder(tx: Transaction, badge_id: str, kid: str, now: float) -> Visitor | Refusal:
    try:
        return _if_enabled(lifecycle.holder(tx, badge_id, kid, now))
    except lifecycle.BadgeRefused as refused:
        return Refusal(refused.code, refused.person_id)


def password_owner(tx: Transaction, person_id: str | None, password_hash: str | None) -> Visitor | Refusal:
    """Whom a right password lets in, unless it was changed while it was being checked."""
    tx.people.lock(*filter(None, [person_id]))
    credential = tx.credentials.get(person_id) if person_id else None
    visitor = tx.door.by_id(person_id) if person_id else None
    if visitor is None or credential is None or credential.password_hash != password_hash:
        return Refusal("wrong_credentials", person_id)
    return _if_enabled(visitor)


def code_holder(tx: Transaction, person_id: str) -> Visitor | Refusal:
    """Whom a right back-up code lets in."""
    visitor = tx.door.by_id(person_id)
    return _if_enabled(visitor) if visitor else Refusal("account_disabled", person_id)


def _if_enabled(visitor: Visitor) -> Visitor | Refusal:
    return visitor if visitor.can_sign_in else Refusal("account_disabled", visitor.person.id)
