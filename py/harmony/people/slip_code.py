"""The code on a slip with which a student opens an account: ten signs that nobody mistakes for others.

Nine are drawn, the tenth is a check: one wrong sign, or two that changed places, make another check, so that
a slip of the pen is told from a code that is no good. No vowels: nothing spells a word.
"""

from __future__ import annotations

from collections.abc import Callable

from harmony.spelling import folded

ALPHABET = "23456789CFGHJKMNPRTVWXY"
"""Each differs from all others in every script of a school's fonts: no 0 O D Q, no 1 I L, no B S Z, no U.
There are 23, which is prime, as the check wants it."""
LENGTH = 10
COMBINATIONS = len(ALPHABET) ** (LENGTH - 1)
"""What somebody who guesses has before them: 1.8 million millions."""
_MEANT = str.maketrans("bszu", "852v")
"""What somebody typed who took a sign for one that there is not."""
_FAIR = 256 - 256 % len(ALPHABET)


def new_slip_code(rng: Callable[[int], bytes]) -> str:
    """A new code; `rng` gives so many random bytes."""
    drawn = ""
    while len(drawn) < LENGTH - 1:
        drawn += "".join(ALPHABET[byte % len(ALPHABET)] for byte in rng(16) if byte < _FAIR)
    return drawn[: LENGTH - 1] + _check(drawn[: LENGTH - 1])


def read_slip_code(typed: str) -> str | None:
    """The code that somebody typed or a slip's link carries; None if it is none.

    Capitals, spaces, strokes, and `B` for `8`, `S` for `5`, `Z` for `2`, `U` for `V` make no difference.
    """
    signs = "".join(each for each in folded(typed).translate(_MEANT).upper() if each.isalnum())
    if len(signs) != LENGTH or set(signs) - set(ALPHABET) or signs[-1] != _check(signs[:-1]):
        return None
    return signs


def printed_slip_code(code: str) -> str:
    """As it stands on a slip, in groups that are read at a glance."""
    return f"{code[:4]} {code[4:7]} {code[7:]}"


def _check(drawn: str) -> str:
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in enumerate(drawn, 1)) % len(ALPHABET)]
