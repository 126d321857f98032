"""The codes on slips: drawn evenly, read as they are meant, and told from slips of the pen."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from harmony.people.slip_code import (
    ALPHABET,
    COMBINATIONS,
    LENGTH,
    new_slip_code,
    printed_slip_code,
    read_slip_code,
)

DRAWS = random.Random(13)  # noqa: S311  nothing secret in a test
CODES = [new_slip_code(DRAWS.randbytes) for _ in range(200)]


def test_a_code_has_no_look_alikes_and_is_read_back() -> None:
    """Ten signs, as they are printed and however they are typed."""
    assert not set("01OIDQLBSZU") & set(ALPHABET)
    for code in CODES:
        assert len(code) == LENGTH
        for typed in (code, printed_slip_code(code), code.lower(), f" {code[:5]}-{code[5:]} "):
            assert read_slip_code(typed) == code
    assert read_slip_code(CODES[0].replace("8", "B").replace("5", "s").replace("2", "z")) == CODES[0]


@pytest.mark.parametrize("code", CODES[:20])
def test_one_slip_of_the_pen_is_seen(code: str) -> None:
    """Any one sign that is another, and any two that changed places."""
    for place, sign in enumerate(code):
        for other in set(ALPHABET) - {sign}:
            assert read_slip_code(code[:place] + other + code[place + 1 :]) is None
    for place, (one, two) in enumerate(pairwise(code[:-1])):
        changed = code[:place] + two + one + code[place + 2 :]
        assert read_slip_code(changed) == (code if one == two else None)


def test_every_sign_is_drawn_as_often() -> None:
    """T-70: No code is likelier than another, and there are more than 10 to the 12th."""
    drawn = "".join(new_slip_code(DRAWS.randbytes)[:-1] for _ in range(4000))
    expected = len(drawn) / len(ALPHABET)
    chi_square = sum((drawn.count(sign) - expected) ** 2 / expected for sign in ALPHABET)
    assert chi_square < 48.3  # 22 degrees of freedom: 1 in 1000 of fair draws lies beyond; the seed is fixed
    assert COMBINATIONS > 10**12


@pytest.mark.parametrize("typed", ["", "K7MT", "0" * 10, "K7MT4XQPH9K", "é" * 10, "\u0663" * 10])
def test_what_is_no_code_is_none(typed: str) -> None:
    """Too short, too long, of other signs."""
    assert read_slip_code(typed) is None
