"""The settings of people's accounts: what is asked of passwords, and who looks after an account of their own.

[passwords]                          # optional; NIST SP 800-63B-4, section 3.1.1.1
only_factor = 15                     # characters where a password alone opens: three or four words
with_second_step = 8                 # where a second step is asked for too
set_by_staff = 8                     # where a grown-up sets it for a child; NIST asks for only_factor
words = ["tigers", "riverside"]      # what everybody here would try first: the mascot, the town

[claiming]                           # optional
grades = ["06", "07", "08"]          # who opens an account with a slip and a password of their own: 06 to 12
slip_days = 30                       # how long a slip works

[account]                            # optional
grades = ["06", "07", "08"]          # students who look after theirs themselves: 06 to 12; staff always

[[second_step]]                      # optional: whose badge alone does not open; the first that fits holds
kind = "pictures"                    # two pictures of their own out of twelve, or "pin"
grades = ["KG", "01", "02"]          # everyone = true, or grades, schools or both
schools = ["north-elementary"]       # as the roster calls them (sourcedId)

[[second_step]]
kind = "pin"
digits = 4                           # 4 to 6
grades = ["03", "04", "05"]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from harmony.model import GRADES
from harmony.people.badge_secret import PIN_DIGITS, SecondStepRule, SecretKind
from harmony_server.settings.whom import Grade, Whom

LATER_GRADES = GRADES[GRADES.index("06") :]


def _kind(text: object) -> SecretKind:
    if text not in [kind.value for kind in SecretKind]:
        raise ValueError('must be "pin" or "pictures"')
    return SecretKind(text)


_Kind = Annotated[SecretKind, BeforeValidator(_kind)]
_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=60)]
_Length = Annotated[int, Field(ge=8, le=64)]


@dataclass(frozen=True)
class PasswordSettings:
    """What is asked of passwords; lengths are in characters."""

    only_factor: int = 15
    with_second_step: int = 8
    set_by_staff: int = 8
    words: tuple[str, ...] = ()
    """Words that everybody here would try first."""


@dataclass(frozen=True)
class ClaimSettings:
    """Who opens an account with a slip, and how long one works."""

    grades: tuple[str, ...] = LATER_GRADES
    slip_days: int = 30


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Passwords(_Closed):
    """`[passwords]` as it is written."""

    only_factor: _Length = 15
    with_second_step: _Length = 8
    set_by_staff: _Length = 8
    words: list[_Word] = []

    def meant(self) -> PasswordSettings:
        """What it says."""
        return PasswordSettings(self.only_factor, self.with_second_step, self.set_by_staff, tuple(self.words))


class Claiming(_Closed):
    """`[claiming]` as it is written."""

    grades: list[Grade] = list(LATER_GRADES)
    slip_days: Annotated[int, Field(ge=1, le=366)] = 30

    def meant(self) -> ClaimSettings:
        """What it says."""
        return ClaimSettings(tuple(self.grades), self.slip_days)


class OwnAccount(_Closed):
    """`[account]` as it is written."""

    grades: list[Grade] = list(LATER_GRADES)


class SecondStep(Whom):
    """One `[[second_step]]` as it is written."""

    kind: _Kind
    digits: Annotated[int, Field(ge=PIN_DIGITS[0], le=PIN_DIGITS[-1])] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.digits and self.kind is not SecretKind.PIN:
            raise ValueError('digits go with kind = "pin"; pictures are always two')
        return self

    def rule(self) -> SecondStepRule:
        """What it says."""
        return SecondStepRule(self.kind, self.meant(), self.digits or PIN_DIGITS[0])
