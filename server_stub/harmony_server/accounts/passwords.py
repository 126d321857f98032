"""Passwords: what is accepted, how they are kept, how one is checked."""

from __future__ import annotations

import os
import string
import unicodedata
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache, partial
from typing import TypeVar

from harmony.model import AuthenticationMethod
from harmony.passwords import MAX_LENGTH
from harmony.spelling import IGNORABLE
from harmony_server.accounts.argon2id import HASHER
from harmony_server.accounts.hashing import Hashing, HashingLost
from harmony_server.accounts.line import Line
from harmony_server.accounts.refusals import Busy
from harmony_server.store import Transaction
from harmony_server.store.workers import Workers, done

T = TypeVar("T")

MIN_LENGTH = 8
"""Characters that no password has fewer of, whoever sets it; what is asked of whom: `password_rules`."""

MAX_WAIT_S = 12
"""How long a password waits for its turn before its owner is told to come back: a page waits 15 s in all."""
MAX_WAITING = 200
"""How many wait: what a small machine checks in that time."""

_UNSEEN_AT_EDGES = "".join(IGNORABLE)
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, but typed and meant in some scripts (RFC 5892, CONTEXTJ); within a word they stay."""


class PasswordRefused(ValueError):
    """A password that cannot be set; the text says why and does not repeat it."""


class PasswordVerifier:
    """Checks passwords, only so many at once: each takes 19 MiB and a processor for a moment.

    Whoever has one checked has a turn meanwhile, in the same line as all others.
    """

    def __init__(self, at_once: int, hashing: Hashing) -> None:
        # One more than are checked: while it is at the database nobody who waits for a processor has to.
        self._line = Line(at_once=at_once + 1, max_waiting=MAX_WAITING, max_wait_s=MAX_WAIT_S)
        self._threads = Workers(at_once, "passwords", lambda jobs: map(done, jobs))
        self._hashing = hashing
        self._nobody = _nobodys_hash()

    def turn(self, lane: str) -> AbstractAsyncContextManager[None]:
        """A turn, once it comes; raises Busy if that takes too long. No thread is held meanwhile."""
        return self._line.turn(lane)

    async def check(self, password_hash: str | None, password: str) -> str | None:
        """The hash to keep if the password is the hashed one, else None; raises Busy. It takes a turn.

        A password with spaces or a line's end around it, as a clipboard brings them, is tried as it is, then
        without. The hash is another than before where the profile was raised since. Without a hash the answer
        is None after the same work: time does not tell whether there is an account.
        """
        return await self._run(partial(self._check, password_hash, password))

    async def hash(self, password: str, refuse: Callable[[str], None], *, lane: str) -> str:
        """The argon2 text of a new password, in the same line, unless `refuse` raises. Raises Busy."""
        async with self.turn(lane):
            return await self._run(partial(self._hash, password, refuse))

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await self._threads.run(work)
        except HashingLost:
            raise Busy from None

    def _check(self, password_hash: str | None, password: str) -> str | None:
        hashed = password_hash or self._nobody
        tries = _tries(password)
        right = next((each for each in tries if self._hashing.matches(hashed, each)), None)
        if password_hash is None or right is None:
            return None
        return self._hashing.hash(right) if HASHER.check_needs_rehash(password_hash) else password_hash

    def _hash(self, password: str, refuse: Callable[[str], None]) -> str:
        refuse(password)
        refuse_unusable(password)
        return self._hashing.hash(prepared(password))


@cache
def _nobodys_hash() -> str:
    """What a password is held against where there is no account."""
    return HASHER.hash(os.urandom(16).hex())


def set_password(
    tx: Transaction, person_id: str, password_hash: str, now: float, *, by: str | None = None
) -> None:
    """Set a person's password, hashed before the transaction began, and end what the old one began."""
    tx.people.lock(person_id)
    tx.credentials.put(person_id, password_hash, now)
    tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.PASSWORD)
    tx.audit.add("password_set", "ok", now=now, person_id=person_id, by=by)


def hash_password(password: str) -> str:
    """The argon2 text of a new password; raises PasswordRefused."""
    refuse_unusable(password)
    return HASHER.hash(prepared(password))


def refuse_unusable(password: str) -> None:
    """Raise PasswordRefused for what nobody could sign in with, or would be guessed by counting."""
    password = prepared(password)
    if letter := unseen(password):
        raise PasswordRefused(f"The password holds U+{ord(letter):04X}, which nobody can see or type.")
    if len(password) < MIN_LENGTH:
        raise PasswordRefused(f"The password must have at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise PasswordRefused(f"The password must have at most {MAX_LENGTH} characters.")


def prepared(password: str) -> str:
    """The one spelling in which a password is hashed, when it is set as when it is checked.

    As OpaqueString of RFC 8265, section 4.2, says: every space is U+0020, and letters are composed (NFC). And
    what nobody can see goes from the edges, a file's byte order mark first of all.
    """
    spaced = "".join(" " if unicodedata.category(each) == "Zs" else each for each in password)
    return unicodedata.normalize("NFC", spaced).strip(_UNSEEN_AT_EDGES)


def unseen(password: str) -> str | None:
    """The first character of a password that nobody can see or type; None if all can be."""
    return next((each for each in password if _is_unseen(each)), None)


def has_spaces_around(password: str) -> bool:
    """Whether spaces at its edges are part of a password: hardly anybody means that."""
    return len(_tries(password)) > 1


def _tries(password: str) -> list[str]:
    """What a typed password may stand for: itself, and itself without spaces around it."""
    typed = prepared(password)
    return list(dict.fromkeys((typed, typed.strip(_UNSEEN_AT_EDGES + string.whitespace))))


def _is_unseen(letter: str) -> bool:
    return letter in IGNORABLE - _JOINERS or unicodedata.category(letter) in ("Cc", "Zl", "Zp")
