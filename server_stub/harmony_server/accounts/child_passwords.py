"""Passwords for children who learn to read: three easy words without spaces, which staff set for them.

The words are the portal's own: things a child knows, three to seven letters, no accents, spelt as they sound.
There are 256, so that three different ones are one of 16.6 million. The door lets nobody try more than 720 a
day at one account (`throttle.PER_ACCOUNT`): half of all takes over thirty years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import count
from math import perm

from harmony.passwords import PasswordRules, Strength, assess
from harmony.people.pictures import PICTURES
from harmony_server.accounts.throttle import PER_ACCOUNT
from harmony_server.badges.keys import Rng
from harmony_words import FIRST

WORDS = 3
WORD_FILES = {"en": "child_words.txt", "es": "child_words_es.txt"}
"""By language: letters that every keyboard of a school has."""
PICKED = 4
"""Words that the pages pick for whoever wants a password: `web/account/shared/picked-words.mjs`."""
TRIES = 100
"""How often so many words are tried before there is one more."""
DAY_S = 24 * 3600


@dataclass(frozen=True)
class ChildPassword:
    """A password in words."""

    words: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """As it is typed."""
        return "".join(self.words)

    @property
    def possible(self) -> int:
        """How many passwords of this kind there are."""
        return perm(len(word_list()), len(self.words))

    @property
    def years_to_guess(self) -> int:
        """How long somebody tries, with every try that the door allows, until it is as likely met as not."""
        return int(self.possible / 2 * PER_ACCOUNT.refill_interval_s / DAY_S / 365)


@cache
def word_list(language: str = FIRST.code) -> tuple[str, ...]:
    """The words, in the order of the alphabet; English for a language that has none of its own."""
    name = WORD_FILES.get(language, WORD_FILES[FIRST.code])
    return tuple(sorted((resources.files("harmony_server.accounts") / name).read_text("utf-8").split()))


def draw(rng: Rng, rules: PasswordRules) -> ChildPassword:
    """Different words by chance, none of which is to be expected of this child.

    Three of them; where a district asks for very long passwords, more.
    """
    for tried in count():
        many = WORDS + tried // TRIES
        words = tuple(word_list()[byte % len(word_list())] for byte in rng(many))
        made = ChildPassword(words)
        if len(set(words)) == many and assess(made.text, rules) >= Strength.GOOD:
            return made
    raise AssertionError


def told_apart(password: str) -> ChildPassword | None:
    """The words that a password of this kind is made of; None for another kind."""
    if found := _split(password, WORDS):
        return ChildPassword(found)
    return None


def picture_of(word: str) -> str | None:
    """The name of the drawing of what a word says, where there is one."""
    return word if word in PICTURES else None


def _split(text: str, count: int) -> tuple[str, ...] | None:
    if not count:
        return None if text else ()
    for word in word_list():
        rest = _split(text.removeprefix(word), count - 1) if text.startswith(word) else None
        if rest is not None and word not in rest:
            return (word, *rest)
    return None
