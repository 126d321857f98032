"""What a child knows beside a badge: a secret number of four to six digits, or two pictures out of twelve.

Both are weak by themselves, and good for what they are for: whoever finds a badge has a few tries. How many
stands here, and with `POSSIBLE_PAIRS` and `possible_pins` what they are up against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import comb

from harmony.model import Audience, Membership, Role


class SecretKind(StrEnum):
    """What a secret is made of."""

    PIN = "pin"
    PICTURES = "pictures"


PICTURES = (
    "apple",
    "house",
    "tree",
    "car",
    "cup",
    "bee",
    "ball",
    "owl",
    "hat",
    "cloud",
    "umbrella",
    "mushroom",
)
"""None is a picture that a person has: it stands on their badge."""
CHOSEN = 2
POSSIBLE_PAIRS = comb(len(PICTURES), CHOSEN)
"""66: whichever was tapped first makes no difference. A child knows the two, not always their order."""
PIN_DIGITS = (4, 5, 6)
MOST_WRONG = {SecretKind.PIN: 10, SecretKind.PICTURES: 5}
"""So many wrong tries in a row with one badge, and it opens no more until a grown-up resets the secret."""


@dataclass(frozen=True)
class SecondStepRule:
    """Whose badges ask for a second step, and for which."""

    kind: SecretKind
    whose: Audience
    digits: int = PIN_DIGITS[0]
    """Of a new PIN."""

    def holds_for(self, who: Membership) -> bool:
        """Whether somebody's badge asks by this rule: only a student's ever does."""
        return who.role is Role.STUDENT and self.whose.admits(who)


def rule_for(rules: Iterable[SecondStepRule], who: Membership) -> SecondStepRule | None:
    """The first rule that holds for somebody; None if a badge alone lets them in."""
    return next((rule for rule in rules if rule.holds_for(who)), None)


def pictures_text(names: Sequence[str]) -> str | None:
    """The one text that two pictures are kept as, in whichever order; None for anything else."""
    chosen = sorted({*names} & {*PICTURES})
    return "+".join(chosen) if len(chosen) == len(names) == CHOSEN else None


def is_easy_pin(pin: str, *, username: str = "") -> bool:
    """Whether it would be tried first: 1111, 1234, 4321, 1212, a year, part of the student number."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    is_run = steps <= {1} or steps <= {9}
    is_year = len(pin) == 4 and pin[:2] in ("19", "20")
    return is_run or is_year or _repeats(pin) or pin in username


def possible_pins(digits: int) -> int:
    """How many PINs of so many digits a child may choose, but for those in their own student number."""
    return sum(not is_easy_pin(f"{number:0{digits}}") for number in range(10**digits))


def _repeats(pin: str) -> bool:
    halves = range(1, len(pin) // 2 + 1)
    return any(pin == pin[:length] * (len(pin) // length) for length in halves)
