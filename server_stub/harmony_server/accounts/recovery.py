"""Recovery addresses: one counts once somebody typed the code that was sent there, and not before."""

from __future__ import annotations

import hmac
from dataclasses import replace

from harmony_server.accounts.throttle_marks import Bucket
from harmony_server.store import RecoveryAddress, Transaction

CODE_LIFE_S = 24 * 3600
MAX_TRIES = 5
"""Wrong codes, of a million that there are; then a new one has to be sent."""
CODES_SENT = Bucket(capacity=5, refill_interval_s=3600)
"""Codes that one person can have sent: no mailbox is flooded by whoever is signed in."""
PROVED, REMOVED = "recovery_address_proved", "recovery_address_removed"


def propose(tx: Transaction, person_id: str, address: str) -> None:
    """Note an address that is to be proved; the one that counts, counts until then."""
    tx.people.lock(person_id)
    tx.recovery.put(replace(_nothing_waits(tx.recovery.of(person_id)), pending=address))


def mint(tx: Transaction, person_id: str, code: str, *, pepper: bytes, now: float) -> str | None:
    """Have a code prove the address that waits for one, and give that; the code before is void."""
    tx.people.lock(person_id)
    known = tx.recovery.of(person_id)
    if known.pending is None:
        return None
    hashed = _hash(pepper, person_id, known.pending, code)
    tx.recovery.put(replace(known, code_hash=hashed, code_expires_at=now + CODE_LIFE_S, tries=0))
    return known.pending


def prove(tx: Transaction, person_id: str, code: str, *, pepper: bytes, now: float) -> bool:
    """Have the waiting address count from now on, if this is its code; says whether it is."""
    tx.people.lock(person_id)
    known = tx.recovery.of(person_id)
    if known.pending is None or known.code_hash is None or known.tries >= MAX_TRIES:
        return False
    hashed = _hash(pepper, person_id, known.pending, code)
    if now >= (known.code_expires_at or 0) or not hmac.compare_digest(known.code_hash, hashed):
        tx.recovery.put(replace(known, tries=known.tries + 1))
        return False
    tx.recovery.put(replace(_nothing_waits(known), address=known.pending, verified_at=now))
    tx.audit.add(PROVED, "ok", now=now, person_id=person_id)
    return True


def remove(tx: Transaction, person_id: str, *, now: float) -> None:
    """Forget a person's addresses."""
    tx.people.lock(person_id)
    tx.recovery.forget(person_id)
    tx.audit.add(REMOVED, "ok", now=now, person_id=person_id)


def _nothing_waits(known: RecoveryAddress) -> RecoveryAddress:
    return replace(known, pending=None, code_hash=None, code_expires_at=None, tries=0)


def _hash(pepper: bytes, person_id: str, address: str, code: str) -> str:
    return hmac.new(pepper, f"recovery\0{person_id}\0{address}\0{code}".encode(), "sha256").hexdigest()
