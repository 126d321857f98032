"""Students in lists, as staff see them: who is in, who has a badge, who never came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from harmony.model import AuthenticationMethod, BadgeState, Person
from harmony_server.badges.copies import PRINTED
from harmony_server.badges.keys import KeyRing
from harmony_server.staff.today import day_begins
from harmony_server.store import BadgeRecord, SignIn, Transaction

TWO_DEVICES_WITHIN_S = 10 * 60
"""One badge on two devices within so short a time: it was lent, copied, or its owner changed seats."""
CHANGES = ("badge_issued", "badge_ended", "badge_restored", "password_set")
"""Events after which what a page shows of a student is not true any more."""


class BadgeStanding(StrEnum):
    """Whether a student has a badge that opens."""

    WORKING = "working"
    VOID = "void"
    NONE = "none"


@dataclass(frozen=True)
class Moment:
    """At which time it is asked, with which keys, and in which time zone."""

    now: float
    keys: KeyRing
    timezone: str

    @property
    def today(self) -> float:
        """When this day began."""
        return day_begins(self.now, self.timezone)

    @property
    def live_kids(self) -> frozenset[str]:
        """The ids of the keys whose badges open."""
        return frozenset(key.kid for key in self.keys.keys if key.is_live(self.now))


@dataclass(frozen=True)
class Row:
    """A student in a list."""

    person: Person
    badge: BadgeStanding
    badge_last_used_at: float | None
    printed_at: float | None
    signed_in_today: SignIn | None
    ever_signed_in: bool
    on_two_devices: bool
    temporary_until: float | None
    """Until when a temporary badge opens, where there is one."""
    version: int
    """Becomes another when a badge or the password does."""


def rows(tx: Transaction, people: Sequence[Person], at: Moment) -> list[Row]:
    """The rows of students, in their order: a few questions however many they are."""
    ids = [person.id for person in people]
    badges = tx.badges.of_any(ids)
    came = tx.history.last_sign_ins(ids, since=at.today)
    ever = tx.history.who_ever(ids, "sign_in")
    printed = tx.history.last_times(ids, PRINTED)
    twice = tx.sessions.on_two_devices(ids, amr=AuthenticationMethod.BADGE, within_s=TWO_DEVICES_WITHIN_S)
    versions = tx.history.newest(ids, CHANGES)
    return [
        Row(
            person,
            standing(badges.get(person.id, ()), at.live_kids),
            _last_used(badges.get(person.id, ())),
            printed.get(person.id),
            came.get(person.id),
            person.id in ever or _last_used(badges.get(person.id, ())) is not None,
            person.id in twice,
            temporary_until(badges.get(person.id, ()), at.now),
            versions.get(person.id, 0),
        )
        for person in people
    ]


def standing(badges: Sequence[BadgeRecord], live_kids: frozenset[str]) -> BadgeStanding:
    """What the badges that a student ever had, newest first, come to."""
    if any(badge.state is BadgeState.ISSUED and badge.kid in live_kids for badge in badges):
        return BadgeStanding.WORKING
    newest = next((badge for badge in badges if badge.opens_until is None), None)
    return BadgeStanding.VOID if newest and newest.state is BadgeState.VOID else BadgeStanding.NONE


def temporary_until(badges: Sequence[BadgeRecord], now: float) -> float | None:
    """Until when a temporary badge of a student opens; None where there is none."""
    times = [each.opens_until for each in badges if each.state is BadgeState.TEMPORARY and each.opens_until]
    return max((each for each in times if now < each), default=None)


def _last_used(badges: Sequence[BadgeRecord]) -> float | None:
    return max((badge.last_used_at for badge in badges if badge.last_used_at is not None), default=None)
