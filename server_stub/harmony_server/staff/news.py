"""What is new about one's own students since yesterday, and the record of what was done about them."""

from __future__ import annotations

from dataclasses import dataclass

from harmony.model import Person
from harmony_server.staff import students
from harmony_server.staff.lists import Moment
from harmony_server.staff.reach import Asker, Reach
from harmony_server.staff.today import day_begins
from harmony_server.store import AuditEntry, Sought, Transaction

MOST = 50
RECORD_DAYS = 60
PAGE = 100
DAY_S = 24 * 3600
EVENTS = (*students.CHANGES, "backup_code_ended", "sign_in")
"""What one may look for in the record."""


@dataclass(frozen=True)
class Event:
    """Something that was done, by whom and about whom."""

    number: int
    entry: AuditEntry
    by: str | None
    about: str
    """Names."""


@dataclass(frozen=True)
class News:
    """What is new since the day before began."""

    since: float
    students: tuple[Person, ...]
    """Who came to a class with an import."""
    roster_at: float | None
    voids: tuple[Event, ...]
    """Badges that colleagues voided."""


def news(tx: Transaction, asker: Asker, at: Moment) -> News:
    """Tell what is new about the students of a reach; of a whole district it would be too much."""
    since = day_begins(at.now, at.timezone, days_ago=1)
    roster_at = tx.roster.last_import_at()
    if asker.reach.everything:
        return News(since, (), roster_at, ())
    scope = asker.reach.scope
    new = tx.class_lists.newcomers(scope, since=since, count=MOST)
    found = tx.history.about(scope, ("badge_ended",), since=since, not_by=asker.id, count=MOST)
    voids = [each for each in found if each[1].outcome == "void"]
    people = tx.students.find(scope, Sought(ids=tuple(new)))
    return News(since, tuple(people), roster_at, tuple(_named(tx, voids)))


def record(
    tx: Transaction, reach: Reach, at: Moment, *, event: str | None, before: int | None
) -> tuple[list[Event], int | None]:
    """A page of what was done about the students of a reach, newest first, and where the next one begins.

    Sign-ins are there only where they are asked for.
    """
    events = [each for each in EVENTS if each == event or (event is None and each != "sign_in")]
    since = at.now - RECORD_DAYS * DAY_S
    found = tx.history.about(reach.scope, events, since=since, before=before, count=PAGE + 1)
    following = found[PAGE - 1][0] if len(found) > PAGE else None
    return _named(tx, found[:PAGE]), following


def _named(tx: Transaction, entries: list[tuple[int, AuditEntry]]) -> list[Event]:
    ids = [who for _, each in entries for who in (each.by_id, each.person_id) if who]
    names = tx.people.names(ids)
    return [
        Event(number, each, names.get(each.by_id or ""), names.get(each.person_id or "", ""))
        for number, each in entries
    ]
