"""A forgotten password: a link that came by mail sets a new one, once, within half an hour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from harmony.model import Person
from harmony.spelling import folded
from harmony_server.accounts import passwords
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.throttle import Throttle, network_of
from harmony_server.accounts.throttle_marks import Bucket
from harmony_server.store import ResetRecord, Transaction

LIFE_S = 30 * 60
ASKED_PER_ACCOUNT = Bucket(capacity=3, refill_interval_s=3600)
"""Mails that one user name can be sent, whoever asks: 27 on the first day, 24 on any other."""
ASKED_PER_ADDRESS = Bucket(capacity=100, refill_interval_s=10)
"""From one address, whatever the names: a school's on the first day after the holidays."""
TOKEN_BITS = 256
RESET = "password_reset"


@dataclass(frozen=True)
class Reset:
    """Who set a new password, and where it is told."""

    person: Person
    address: str | None


def count_asking(tx: Transaction, throttle: Throttle, username: str, address: str, now: float) -> float:
    """Count that a link was asked for, or say how many seconds to wait: the same whoever has the name."""
    subjects: dict[tuple[str, ...], Bucket] = {
        ("reset", folded(username)): ASKED_PER_ACCOUNT,
        ("reset, address", network_of(address)): ASKED_PER_ADDRESS,
    }
    return throttle.reserve_rate(tx, subjects, now).wait_s


def mint(tx: Transaction, person_id: str, mail_id: str, token: str, *, now: float) -> None:
    """Have a token set a person's password from now on, for as long as it is good."""
    tx.resets.put(ResetRecord(token_hash(token), person_id, mail_id, now + LIFE_S))


def holder(tx: Transaction, token: str, now: float) -> Person:
    """Whose password a token sets; it stays good. Raises AccessRefused `reset_link_old`."""
    record = tx.resets.get(token_hash(token))
    known = tx.people.get(record.person_id) if record and now < record.expires_at else None
    if known is None or not known.can_sign_in:
        raise AccessRefused("reset_link_old")
    return known.person


def complete(tx: Transaction, person: Person, token: str, password_hash: str, *, now: float) -> Reset:
    """Set a new password by a token, once: every session of its owner ends, and every other link.

    Raises AccessRefused `reset_link_old`.
    """
    tx.people.lock(person.id)
    if holder(tx, token, now).id != person.id:
        raise AccessRefused("reset_link_old")
    tx.resets.forget_of(person.id)
    passwords.set_password(tx, person.id, password_hash, now)
    tx.sessions.end_of_people([person.id])
    tx.audit.add(RESET, "ok", now=now, person_id=person.id)
    return Reset(person, tx.recovery.of(person.id).address)


def token_hash(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
