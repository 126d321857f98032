"""How hard a password is to guess for somebody who knows the school and the child.

What is expected of a password counts for next to nothing: a name, a month, a walk over the keyboard or a
short number is one character however long it is, and what stood there before is none. What is left must be
more than half of the least length. `web/account/strength.mjs` says the same while somebody types; both are
tested by the same cases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from harmony.passwords.commonplace import COMMONPLACE

MAX_LENGTH = 128
LEAST_WORD = 3
"""Letters of a word that is looked for: shorter ones stand in everything."""
LEAST_WALK = 4
SHORT_NUMBER = 8
"""Digits of a date: a number up to this length is one thing to guess, whatever it is."""
WALKS = (
    *("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p"),
)
"""Keys as they lie side by side, and the alphabet."""
LOOK_ALIKES = tuple(str.maketrans("4@3!05$7" + "1", "aaeiosst" + one) for one in "il")
"""Signs that are written for letters; `1` stands for either of two."""
_BETWEEN = frozenset(" -_.")


class Strength(IntEnum):
    """How good a password is; from `GOOD` on it is taken."""

    TOO_SHORT = 0
    EASY_TO_GUESS = 1
    GOOD = 2
    STRONG = 3


@dataclass(frozen=True)
class PasswordRules:
    """What is asked of one person's password."""

    min_length: int
    """In characters (Unicode code points), as it is hashed."""
    words: frozenset[str] = COMMONPLACE
    """What is expected of it, as `guessable_words` writes it."""

    @property
    def min_rest(self) -> int:
        """Characters that must be left of it beyond what is expected."""
        return self.min_length // 2 + 1


def guessable_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of names and places: `Maple Street School` are three. Short ones are left out."""
    words: set[str] = set()
    for text in texts:
        parts = "".join(each if each.isalnum() else " " for each in _folded(text)).split()
        words |= {*parts, *map("".join, pairwise(parts))}
    return frozenset(word for word in words if len(word) >= LEAST_WORD)


def assess(password: str, rules: PasswordRules, common: Collection[str] = ()) -> Strength:
    """How good a password is that is spelt as it will be hashed; `common` are passwords that many have."""
    if len(password) < rules.min_length:
        return Strength.TOO_SHORT
    folded = _folded(password)
    rest = _rest("".join(each for each in folded if each not in _BETWEEN), rules.words)
    if rest < rules.min_rest or folded in common or _core(folded) in common:
        return Strength.EASY_TO_GUESS
    return Strength.STRONG if rest >= 2 * rules.min_rest else Strength.GOOD


def _folded(text: str) -> str:
    """Small letters without accents: how a guess is written first."""
    return "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.category(each).startswith("M")
    ).lower()


def _core(folded: str) -> str:
    """Without the digits and signs that are put before and behind a word."""
    letters = [place for place, each in enumerate(folded) if each.isalpha()]
    return folded[letters[0] : letters[-1] + 1] if letters else folded


def _rest(text: str, words: Collection[str]) -> int:
    """Characters that nobody expects; what is expected counts one, what is repeated none."""
    place = rest = 0
    longest = max(map(len, words), default=0)
    while place < len(text):
        repeated = _repeated(text, place)
        expected = max(_word(text, place, words, longest), _walk(text, place), _number(text, place))
        if repeated >= max(expected, 2):
            place += repeated
        else:
            place += max(expected, 1)
            rest += 1
    return rest


def _repeated(text: str, place: int) -> int:
    """How much from here on stood before: the same sign again, or three of them."""
    length = 0
    while place + length < len(text) and text[place : place + length + 1] in text[: place + length]:
        length += 1
    return length if length >= 3 or len({*text[place - 1 : place + length]}) == 1 else 0


def _word(text: str, place: int, words: Collection[str], longest: int) -> int:
    """The length of the longest word from here on, look-alikes read as letters."""
    for length in range(min(longest, len(text) - place), LEAST_WORD - 1, -1):
        if any(each in words for each in _readings(text[place : place + length])):
            return length
    return 0


def _readings(text: str) -> tuple[str, ...]:
    """A text as it stands, and with its look-alikes as letters."""
    return text, *(text.translate(each) for each in LOOK_ALIKES)


def _walk(text: str, place: int) -> int:
    """The length of a walk over the keyboard from here on, in either direction."""
    length = LEAST_WALK
    while place + length <= len(text) and _is_walk(text[place : place + length]):
        length += 1
    return length - 1 if length > LEAST_WALK else 0


def _is_walk(text: str) -> bool:
    return any(text in walk or text[::-1] in walk for walk in WALKS)


def _number(text: str, place: int) -> int:
    """The length of the number that begins here, if it is a short one."""
    length = SHORT_NUMBER + 1 if text[place - 1 : place].isdecimal() else 0
    while place + length < len(text) and "0" <= text[place + length] <= "9":
        length += 1
    return length if length <= SHORT_NUMBER else 0
