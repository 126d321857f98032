"""The settings of devices that several children use, one after another or at home.

[sharing]                            # optional
doors = false                        # families may keep their children's doors on a device of theirs
away_minutes = 15                    # after which a page that was out of sight (its lid was closed) is left

[sharing.is_this_you]                # whom a badge asks "Is this you?": everyone, or schools and grades
schools = ["maple"]                  # as the roster calls them
grades = ["PK", "KG", "01"]

[[sharing.idle]]                     # the first that fits somebody goes before sessions.student.idle_minutes
minutes = 10
grades = ["PK", "KG", "01"]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from harmony.model import Audience, Membership
from harmony_server.settings.whom import Whom

NOBODY = Audience()


@dataclass(frozen=True)
class IdleRule:
    """How long a student's session lasts that nobody uses, and whose."""

    idle_s: float
    whose: Audience


@dataclass(frozen=True)
class SharingSettings:
    """What a district decided about devices that several children use."""

    doors: bool = False
    away_s: int = 15 * 60
    """How long a page may be out of sight until whoever is in is taken to have left."""
    is_this_you: Audience = NOBODY
    """Whom a badge asks whether it is they, before their dashboard shows."""
    idle: tuple[IdleRule, ...] = ()

    def idle_s(self, membership: Membership, otherwise: float) -> float:
        """How long the session of a student lasts that nobody uses."""
        return next((rule.idle_s for rule in self.idle if rule.whose.admits(membership)), otherwise)


class _Idle(Whom):
    minutes: Annotated[int, Field(ge=2, le=24 * 60)]

    def rule(self) -> IdleRule:
        return IdleRule(self.minutes * 60, self.meant())


class Sharing(BaseModel):
    """`[sharing]` as it is written."""

    model_config = ConfigDict(extra="forbid", strict=True)

    doors: bool = False
    away_minutes: Annotated[int, Field(ge=2, le=24 * 60)] = 15
    is_this_you: Whom | None = None
    idle: list[_Idle] = Field(default_factory=list)

    def meant(self) -> SharingSettings:
        """What it says."""
        asked = self.is_this_you.meant() if self.is_this_you else NOBODY
        rules = tuple(each.rule() for each in self.idle)
        return SharingSettings(self.doors, self.away_minutes * 60, asked, rules)
