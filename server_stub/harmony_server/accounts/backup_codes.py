"""Back-up codes: six digits that a member of staff reads to a child who has no badge at hand.

One is good for 20 minutes and for one sign-in, and only the newest of a child's. It is kept as an HMAC under
the district's pepper: whoever has a copy of the database alone cannot try the million that there are. How
often somebody may guess is in `throttle`.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from harmony_server.accounts.refusals import AccessRefused
from harmony_server.badges.keys import Rng
from harmony_server.store import BackupCodeRecord, Transaction

DIGITS = 6
LIFE_S = 20 * 60
A_DAY = 20
"""Codes for one child in a day: more than a child forgets badges, far fewer than make guessing worth it."""
MADE, ENDED = "backup_code", "backup_code_ended"
DAY_S = 24 * 3600


class TooManyCodes(AccessRefused):
    """A child was given so many codes within a day that something else is wrong."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too_many_tries", retry_after_s=retry_after_s)


@dataclass(frozen=True)
class BackupCode:
    """A code as it is read aloud, once."""

    code: str = field(repr=False)
    expires_at: float


def make(
    tx: Transaction,
    person_id: str,
    *,
    pepper: bytes,
    by: str | None,
    note: str | None = None,
    now: float,
    rng: Rng,
) -> BackupCode:
    """Give a person a code, which ends the one before. Raises TooManyCodes."""
    tx.people.lock(person_id)
    before = tx.history.of(person_id, (MADE,), count=A_DAY)
    if len(before) == A_DAY and now < before[-1].at + DAY_S:
        raise TooManyCodes(before[-1].at + DAY_S - now)
    made = BackupCode(f"{int.from_bytes(rng(16)) % 10**DIGITS:0{DIGITS}}", now + LIFE_S)
    tx.backup_codes.put(
        person_id, BackupCodeRecord(code_hash(pepper, person_id, made.code), now, made.expires_at)
    )
    tx.audit.add(MADE, "ok", now=now, person_id=person_id, by=by, note=note)
    return made


def end(tx: Transaction, person_id: str, *, by: str | None, now: float) -> None:
    """End a person's code, if there is one."""
    tx.people.lock(person_id)
    if tx.backup_codes.end(person_id):
        tx.audit.add(ENDED, "ok", now=now, person_id=person_id, by=by)


def live(tx: Transaction, person_id: str, now: float) -> BackupCodeRecord | None:
    """The code that a person can come in with now."""
    record = tx.backup_codes.get(person_id)
    return record if record and now < record.expires_at else None


def redeem(tx: Transaction, person_id: str, hashed: str, now: float) -> bool:
    """Use up a person's code if it is the hashed one; says whether it was. Nobody uses it twice."""
    tx.people.lock(person_id)
    record = live(tx, person_id, now)
    if record is None or not hmac.compare_digest(record.code_hash, hashed):
        return False
    return tx.backup_codes.end(person_id)


def code_hash(pepper: bytes, person_id: str, code: str) -> str:
    """What is kept of a code: another for every person."""
    return hmac.new(pepper, f"backup code\0{person_id}\0{code}".encode(), "sha256").hexdigest()
