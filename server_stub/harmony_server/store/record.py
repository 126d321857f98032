"""The audit as staff read it: filtered, page by page from the newest, with names; and counted by day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select, union

from harmony_server.store.asking import some_at_a_time
from harmony_server.store.tables import audit, people, person_schools
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class Wanted:
    """Which events; None wherever any will do."""

    since: float | None = None
    until: float | None = None
    """The moment behind the last one."""
    event: str | None = None
    person_id: str | None = None
    """Whom it was about, or who did it."""
    schools: frozenset[str] | None = None
    """Only about people of these."""


@dataclass(frozen=True)
class Recorded:
    """One event, with its number: the newer the greater."""

    id: int
    at: float
    event: str
    outcome: str
    person_id: str | None
    amr: str | None
    by_id: str | None
    note: str | None


@dataclass(frozen=True)
class Called:
    """How somebody is called, as long as they are known."""

    name: str
    username: str


class Record:
    """Reads the audit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, wanted: Wanted, *, before: int | None, count: int) -> list[Recorded]:
        """So many events, newest first, from behind a number on."""
        rows = self._connection.execute(newest(wanted, before, count))
        return [_recorded(row) for row in rows]

    def called(self, person_ids: Collection[str]) -> dict[str, Called]:
        """How people are called, by id; of who was erased nothing."""
        query = select(people.c.id, people.c.given_name, people.c.family_name, people.c.username)
        return {
            row.id: Called(f"{row.given_name} {row.family_name}", row.username)
            for some in some_at_a_time(person_ids)
            for row in self._connection.execute(query.where(people.c.id.in_(some)))
        }

    def sign_ins(self, bounds: Sequence[float]) -> list[Mapping[str, int]]:
        """How many came in, by what they showed, from each bound to the next."""
        came_in = audit.c.event == "sign_in", audit.c.outcome == "ok"
        query = select(audit.c.amr, func.count()).where(*came_in).group_by(audit.c.amr)
        return [
            {
                row[0] or "": row[1]
                for row in self._connection.execute(query.where(audit.c.at >= since, audit.c.at < until))
            }
            for since, until in pairwise(bounds)
        ]


def newest(wanted: Wanted, before: int | None, count: int) -> Select[Any]:
    """The query for so many events, newest first, from behind a number on.

    What somebody had to do with is two searches, each by an index: asked for as one, a database may rather
    read the whole record from its end.
    """
    rules = _rules(wanted)
    if before is not None:
        rules.append(audit.c.id < before)
    if wanted.person_id is None:
        return _last(select(audit).where(*rules), count)
    of_person = (column == wanted.person_id for column in (audit.c.person_id, audit.c.by_id))
    parts = [_last(select(audit.c.id).where(each, *rules), count).subquery() for each in of_person]
    ids = union(*(select(each.c.id) for each in parts))
    return _last(select(audit).where(audit.c.id.in_(ids)), count)


def _last(query: Select[Any], count: int) -> Select[Any]:
    return query.order_by(audit.c.id.desc()).limit(count)


def _rules(wanted: Wanted) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        rules.append(audit.c.at >= wanted.since)
    if wanted.until is not None:
        rules.append(audit.c.at < wanted.until)
    if wanted.event is not None:
        rules.append(audit.c.event == wanted.event)
    if wanted.schools is not None:
        there = exists().where(
            person_schools.c.person_id == audit.c.person_id,
            person_schools.c.school_id.in_(wanted.schools),
            holds(person_schools),
        )
        rules.append(there)
    return rules


def _recorded(row: Row[Any]) -> Recorded:
    return Recorded(row.id, row.at, row.event, row.outcome, row.person_id, row.amr, row.by_id, row.note)
