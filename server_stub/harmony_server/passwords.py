"""Passwords: what is accepted, how they are kept, how one is checked."""

from __future__ import annotations

import os
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from harmony_server.store import Transaction

HOW = "password"

HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
"""Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane: the OWASP Password Storage Cheat Sheet's minimum, so
that a small server checks a class's passwords in a second."""

SHORTEST = 8
"""Characters; NIST SP 800-63B asks for at least 8 of a password that people choose."""
LONGEST = 128

WAIT_FOR_A_TURN_S = 5


class PasswordRefused(ValueError):
    """A password that cannot be set; the text says why and does not repeat it."""


class Busy(Exception):
    """More passwords are being checked than this machine has room for; trying again soon helps."""


class PasswordVerifier:
    """Checks passwords, only so many at once: each takes 19 MiB and a processor for a moment."""

    def __init__(self, at_once: int | None = None) -> None:
        self._turns = BoundedSemaphore(at_once or os.cpu_count() or 1)
        self._nobody = HASHER.hash(os.urandom(16).hex())

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the hashed one; raises Busy.

        Without a hash the answer is no, after the same work: time does not tell whether there is an account.
        """
        if not self._turns.acquire(timeout=WAIT_FOR_A_TURN_S):
            raise Busy("Too many passwords are being checked at once.")
        try:
            HASHER.verify(password_hash or self._nobody, normalized(password))
        except (VerificationError, InvalidHashError):
            return False
        finally:
            self._turns.release()
        return password_hash is not None


def set_password(tx: Transaction, person_id: str, password: str, now: float) -> None:
    """Set a person's password and end what was begun with the old one; raises PasswordRefused."""
    tx.credentials.put(person_id, hashed(password), now)
    tx.sessions.end_of_person(person_id, how=HOW)
    tx.audit.add("password_set", "ok", now=now, person_id=person_id)


def hashed(password: str) -> str:
    """The argon2 text of a new password; raises PasswordRefused."""
    plain = normalized(password)
    if len(plain) < SHORTEST:
        raise PasswordRefused(f"The password must have at least {SHORTEST} characters.")
    if len(plain) > LONGEST:
        raise PasswordRefused(f"The password must have at most {LONGEST} characters.")
    return HASHER.hash(plain)


def renewed(password_hash: str, password: str) -> str | None:
    """The hash of a checked password as it is made today, or None if it already is made so."""
    return HASHER.hash(normalized(password)) if HASHER.check_needs_rehash(password_hash) else None


def normalized(password: str) -> str:
    """One spelling of what different keyboards write differently (RFC 8265, OpaqueString: NFC)."""
    return unicodedata.normalize("NFC", password)
