"""Passwords: what is accepted, how they are kept, how one is checked."""

from __future__ import annotations

import os
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from harmony.model import AuthenticationMethod
from harmony_server.accounts.refusals import Busy
from harmony_server.store import Transaction

HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
"""Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane: the OWASP Password Storage Cheat Sheet's minimum, so
that a small server checks a class's passwords in a second."""

MIN_LENGTH = 8
"""Characters; NIST SP 800-63B asks for at least 8 of a password that people choose."""
MAX_LENGTH = 128

MAX_WAIT_S = 5


class PasswordRefused(ValueError):
    """A password that cannot be set; the text says why and does not repeat it."""


class PasswordVerifier:
    """Checks passwords, only so many at once: each takes 19 MiB and a processor for a moment."""

    def __init__(self, at_once: int | None = None) -> None:
        self._turns = BoundedSemaphore(at_once or os.cpu_count() or 1)
        self._nobody = HASHER.hash(os.urandom(16).hex())

    def check(self, password_hash: str | None, password: str) -> str | None:
        """The hash to keep if the password is the hashed one, else None; raises Busy.

        It is another hash than before where the profile was raised since. Without a hash the answer is None
        after the same work: time does not tell whether there is an account.
        """
        if not self._turns.acquire(timeout=MAX_WAIT_S):
            raise Busy
        try:
            matches = _matches(password_hash or self._nobody, password)
            if password_hash is None or not matches:
                return None
            return _hash(password) if HASHER.check_needs_rehash(password_hash) else password_hash
        finally:
            self._turns.release()


def set_password(tx: Transaction, person_id: str, password: str, now: float) -> None:
    """Set a person's password and end what was begun with the old one; raises PasswordRefused."""
    tx.credentials.put(person_id, hash_password(password), now)
    tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.PASSWORD)
    tx.audit.add("password_set", "ok", now=now, person_id=person_id)


def hash_password(password: str) -> str:
    """The argon2 text of a new password; raises PasswordRefused."""
    length = len(_normalized(password))
    if length < MIN_LENGTH:
        raise PasswordRefused(f"The password must have at least {MIN_LENGTH} characters.")
    if length > MAX_LENGTH:
        raise PasswordRefused(f"The password must have at most {MAX_LENGTH} characters.")
    return _hash(password)


def _hash(password: str) -> str:
    return HASHER.hash(_normalized(password))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, _normalized(password))
    except (VerificationError, InvalidHashError):
        return False


def _normalized(password: str) -> str:
    """One spelling of what different keyboards write differently (RFC 8265, OpaqueString: NFC)."""
    return unicodedata.normalize("NFC", password)
