"""What a badge waits for, as it is told: nothing more of the child than their first name."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import BaseModel, ConfigDict

from harmony.model import Person
from harmony_server.accounts.badge_secrets import Asked


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FirstName(_Closed):
    """Whose badge it is: before the second step nothing else is told."""

    given_name: str


class BadgeSecondStep(_Closed):
    """What is asked beside a badge."""

    kind: Literal["pin", "pictures"]
    length: int
    """Digits of the PIN, or how many pictures."""
    is_set: bool
    """False where it is to be chosen now, and kept."""
    is_locked: bool
    """Too many tries with this badge were wrong: staff reset the secret."""
    retry_after: int | None
    """Whole seconds until the next try; null for now."""
    seconds_left: int
    """Whole seconds until the badge has to be shown again."""


class SecondStepAsked(_Closed):
    """A badge waits for its second step."""

    person: FirstName
    second_step: BadgeSecondStep


def second_step_asked(person: Person, asked: Asked) -> SecondStepAsked:
    """What is asked of somebody."""
    return SecondStepAsked(
        person=FirstName(given_name=person.given_name),
        second_step=BadgeSecondStep(
            kind=asked.kind.value,
            length=asked.length,
            is_set=asked.is_set,
            is_locked=asked.is_locked,
            retry_after=math.ceil(asked.wait_s) or None,
            seconds_left=int(asked.left_s),
        ),
    )
