"""Argon2id (RFC 9106): hashing a password, and comparing one with a hash.

Run as `python -m harmony_server.accounts.argon2id` it is a process that does nothing else, for `hashing`: a
line of JSON asks for one piece of work, a line answers, and it ends with whoever asks. It loads hardly more
than argon2, so that it is small and there at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
"""19 MiB, 2 passes, 1 lane: the OWASP Password Storage Cheat Sheet's minimum, so that a small server checks a
class's passwords in a second."""

NICE = 15
"""How far such a process steps back behind everything else of the machine (setpriority(2))."""


def matches(password_hash: str, password: str) -> bool:
    """Whether a password is the hashed one."""
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


WORKS: Mapping[str, Callable[..., str | bool]] = {"hash": HASHER.hash, "matches": matches}
"""What may be asked for, by name."""


def main() -> None:
    """Answer line by line until there is none."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # whoever asks may still have to finish, and ends this then
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(BrokenPipeError):  # nobody waits any more
        for line in sys.stdin:
            work, *given = json.loads(line)
            os.write(sys.stdout.fileno(), json.dumps(WORKS[work](*given)).encode() + b"\n")


if __name__ == "__main__":
    main()
