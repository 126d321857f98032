"""Recovery codes: ten, printed once, each good for one second step where nothing else is at hand."""

from __future__ import annotations

import hmac

from harmony_server.badges.keys import Rng

COUNT = 10
GROUPS, GROUP_LENGTH = 3, 4
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others: 31 signs, 59 bits a code."""


def draw(rng: Rng) -> list[str]:
    """New codes, such as `k7mh-2qxr-9tvd`."""
    return ["-".join(_signs(GROUP_LENGTH, rng) for _ in range(GROUPS)) for _ in range(COUNT)]


def code_hash(code: str, pepper: bytes) -> str:
    """What is stored of a code, however its capitals and gaps are written."""
    plain = "".join(each for each in code.lower() if each.isalnum())
    return hmac.new(pepper, b"recovery code\0" + plain.encode(), "sha256").hexdigest()


def _signs(count: int, rng: Rng) -> str:
    """So many signs, each as likely as any other."""
    signs = ""
    while len(signs) < count:
        number = rng(1)[0]
        if number < 256 // len(ALPHABET) * len(ALPHABET):
            signs += ALPHABET[number % len(ALPHABET)]
    return signs
