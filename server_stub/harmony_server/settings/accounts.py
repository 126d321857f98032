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
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from harmony.model import GRADES

LATER_GRADES = GRADES[GRADES.index("06") :]


def _grade(text: str) -> str:
    if text not in GRADES:
        raise ValueError(f"must be one of {', '.join(GRADES)}")
    return text


_Grade = Annotated[str, AfterValidator(_grade)]
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

    grades: list[_Grade] = list(LATER_GRADES)
    slip_days: Annotated[int, Field(ge=1, le=366)] = 30

    def meant(self) -> ClaimSettings:
        """What it says."""
        return ClaimSettings(tuple(self.grades), self.slip_days)


class OwnAccount(_Closed):
    """`[account]` as it is written."""

    grades: list[_Grade] = list(LATER_GRADES)
