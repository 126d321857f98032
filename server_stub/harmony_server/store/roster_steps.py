"""Writing an import ahead of its time, a little at each step, and having all of it count at once.

What an import adds or ends is written by steps, in an order in which nothing refers to what is not there yet.
What it changes in place is written when it lands: names of schools and classes, which are few, and those of
people, which the database then copies from where they wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, and_, bindparam, insert, or_, update

from harmony.model import ExternalId, Person, School, SchoolClass
from harmony.people.directory import Delta, Difference
from harmony_server.store.roster_rows import (
    Values,
    class_row,
    enrollment_row,
    name_row,
    person_row,
    school_row,
)
from harmony_server.store.tables import (
    classes,
    enrollments,
    external_ids,
    people,
    person_changes,
    person_grades,
    person_schools,
    schools,
)

T = TypeVar("T", bound=School | SchoolClass | Person)

STEP_ROWS = 500
"""So many rows take a few milliseconds: nobody at the door notices who waits for one step."""


@dataclass(frozen=True)
class Step:
    """Some rows of one table: they are added, or what they name is ended, from the next version on."""

    table: Table
    rows: Sequence[Values]
    ends: bool


def steps(difference: Difference, names: Iterable[ExternalId]) -> Iterator[Step]:
    """All that an import adds and ends, `names` being what it calls for the first time."""
    # Whoever leaves frees a username; references come after what they refer to.
    yield from _ended(people, [{"id": each.id} for each in difference.people.gone])
    yield from _added(schools, map(school_row, difference.schools.new))
    yield from _added(classes, map(class_row, difference.classes.new))
    freed = _freed_usernames(difference.people)
    yield from _added(people, (_waiting(person_row(each), freed) for each in difference.people.new))
    deferred = (row for row in map(person_row, difference.people.new) if row["username_key"] in freed)
    yield from _added(person_changes, [*_changed(difference.people, person_row), *deferred])
    yield from _ended(classes, [{"id": each.id} for each in difference.classes.gone])
    yield from _ended(schools, [{"id": each.id} for each in difference.schools.gone])
    yield from _places(person_grades, "grade", difference.people, lambda person: person.grades)
    yield from _places(person_schools, "school_id", difference.people, lambda person: person.school_ids)
    yield from _ended(enrollments, map(enrollment_row, difference.enrollments.gone))
    # In the order of the table, whose pages are then written once.
    new = sorted(difference.enrollments.new, key=lambda each: (each.class_id, each.person_id))
    yield from _added(enrollments, map(enrollment_row, new))
    yield from _added(external_ids, map(name_row, names))


def take(connection: Connection, step: Step, version: int) -> None:
    """Write one step of the import that will be `version`."""
    if not step.ends:
        connection.execute(insert(step.table), [row | {"since": version} for row in step.rows])
        return
    keys = [step.table.c[name] == bindparam(f"ended_{name}") for name in step.rows[0]]
    ended = update(step.table).where(and_(*keys), step.table.c.until.is_(None)).values(until=version)
    rows = [{f"ended_{name}": value for name, value in row.items()} for row in step.rows]
    connection.execute(ended, rows)


def land(connection: Connection, difference: Difference, version: int) -> None:
    """Write what an import changes in place: the last of it, before it counts."""
    _put(connection, schools, _changed(difference.schools, school_row))
    _put(connection, classes, _changed(difference.classes, class_row))
    coming = person_changes.c.since == version, person_changes.c.id == people.c.id
    rename = or_(people.c.username_key != person_changes.c.username_key, people.c.until.is_not(None))
    spelt = {name: person_changes.c[name] for name in _COPIED}
    # Two may swap their usernames in one roster: whoever gets another lets go first.
    connection.execute(update(people).values(username_key=people.c.id).where(*coming, rename))
    connection.execute(update(people).values(spelt).where(*coming))
    named = {"username_key": person_changes.c.username_key, "until": None}
    connection.execute(update(people).values(named).where(*coming, rename))


_COPIED = ("username", "given_name", "family_name", "role", "picture", "colour", "enabled", "search_key")


def _changed(delta: Delta[T], row_of: Callable[[T], Values]) -> list[Values]:
    """The rows of one kind that are others than before, or hold again."""
    changed = [new for old, new in ((row_of(a), row_of(b)) for a, b in delta.changed) if old != new]
    return [*changed, *(row_of(new) for _, new in delta.back)]


def _put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    if rows:
        values: Values = {name: bindparam(f"new_{name}") for name in rows[0].keys() - {"id"}}
        same = update(table).where(table.c.id == bindparam("new_id")).values(until=None, **values)
        connection.execute(same, [{f"new_{name}": value for name, value in row.items()} for row in rows])


def _freed_usernames(delta: Delta[Person]) -> frozenset[str]:
    """What somebody is called until the import lands who is called otherwise then."""
    renamed = ((person_row(old), person_row(new)) for old, new in delta.changed)
    return frozenset(
        old["username_key"] for old, new in renamed if old["username_key"] != new["username_key"]
    )


def _waiting(row: Values, freed: Iterable[str]) -> Values:
    """Somebody's row, with their own id for a username that another has until the import lands."""
    return row | {"username_key": row["id"]} if row["username_key"] in freed else row


def _places(
    table: Table, column: str, delta: Delta[Person], values: Callable[[Person], Iterable[str]]
) -> Iterator[Step]:
    """What people have many of, a row each."""
    pairs = [(set(values(old)), set(values(new)), new.id) for old, new in (*delta.changed, *delta.back)]
    pairs += [(set(), set(values(each)), each.id) for each in delta.new]
    yield from _ended(
        table, ({"person_id": who, column: value} for old, new, who in pairs for value in old - new)
    )
    yield from _added(
        table, ({"person_id": who, column: value} for old, new, who in pairs for value in new - old)
    )


def _added(table: Table, rows: Iterable[Values]) -> Iterator[Step]:
    return (Step(table, some, ends=False) for some in _batches(rows))


def _ended(table: Table, rows: Iterable[Values]) -> Iterator[Step]:
    return (Step(table, some, ends=True) for some in _batches(rows))


def _batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    batch: list[Values] = []
    for row in rows:
        batch.append(row)
        if len(batch) == STEP_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
