"""Where passwords are hashed: in the thread that asks, or in processes of their own.

A server has processes of their own. Argon2 takes a processor for 30 ms and 19 MiB; in a thread that does not
step back it takes them from those who show a badge, and in one that does, it has the whole interpreter wait
for that thread each time it is done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import weakref
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Any, Protocol, cast

from harmony_server.accounts import argon2id

PROGRAM = (sys.executable, "-P", "-m", argon2id.__name__)


class HashingLost(Exception):
    """The process that hashed was ended, and the one after it, too: this machine lacks memory."""


class Hashing(Protocol):
    """Hashes passwords, and blocks meanwhile. Raises HashingLost."""

    def hash(self, password: str) -> str:
        """The argon2 text of a password."""

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a password is the hashed one."""


class HashingHere:
    """Hashes in the thread that asks."""

    def hash(self, password: str) -> str:
        """The argon2 text of a password."""
        return argon2id.HASHER.hash(password)

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a password is the hashed one."""
        return argon2id.matches(password_hash, password)


class HashingAside:
    """Hashes in as many processes as threads ask at once, each begun when it is first needed."""

    def __init__(self) -> None:
        self._idle: SimpleQueue[_Process] = SimpleQueue()

    def hash(self, password: str) -> str:
        """The argon2 text of a password. Raises HashingLost."""
        return cast(str, self._ask("hash", password))

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a password is the hashed one. Raises HashingLost."""
        return cast(bool, self._ask("matches", password_hash, password))

    def _ask(self, *asked: str) -> Any:
        try:
            process = self._idle.get_nowait()
            answer = process.ask(*asked)
        except (Empty, HashingLost):
            process = _Process()
            answer = process.ask(*asked)
        self._idle.put(process)
        return answer


class _Process:
    """One process that hashes. It ends with this object, and with this process however that ends."""

    def __init__(self) -> None:
        popen = subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  our own
        self._asked, self._answers = cast(IO[bytes], popen.stdin), cast(IO[bytes], popen.stdout)
        weakref.finalize(self, _end, popen)

    def ask(self, *asked: str) -> Any:
        """What comes of one piece of work. Raises HashingLost."""
        try:
            self._asked.write(json.dumps(asked).encode() + b"\n")
            self._asked.flush()
            answer = self._answers.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            raise HashingLost
        return json.loads(answer)


def _end(popen: subprocess.Popen[bytes]) -> None:
    """Have it end: there is nothing more for it to read."""
    asked, answers = cast(IO[bytes], popen.stdin), cast(IO[bytes], popen.stdout)
    with suppress(BrokenPipeError):
        asked.close()
    popen.wait()
    answers.close()  # last: a thread may have been reading it
