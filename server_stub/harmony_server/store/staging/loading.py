"""From a stream of facts to rows of the staged tables: some thousand at a time, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count, repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import Table

from harmony.model import Picture
from harmony.people.ids import new_ids
from harmony.people.pictures import picture_for
from harmony.roster.facts import (
    ClassFact,
    EnrollmentFact,
    EnrollmentFacts,
    EnrollmentGone,
    Fact,
    LeftOut,
    Origin,
    PersonFact,
    PlaceFact,
    Prologue,
    SchoolFact,
)
from harmony.spelling import folded
from harmony_server.store.engine import Workbench
from harmony_server.store.finding import search_key
from harmony_server.store.staging import tables as t

AT_ONCE = 5000
"""Rows of one table that are held before they are written."""
TELL_EVERY = 2000

_VALUE = attrgetter("_value_")
"""What `value` gives: that is a property, and takes four times as long."""

Rng = Callable[[int], bytes]


class Loader:
    """Takes facts in their order; `files` are the names of those they stand in, by number from 1.

    Where nothing has a name yet, `all_new`, nobody can be known: everything has its id from the beginning.
    """

    def __init__(
        self,
        bench: Workbench,
        rng: Rng,
        picture_of: Callable[[str], Picture] = picture_for,
        *,
        all_new: bool = False,
    ) -> None:
        self.prologue = Prologue({}, {})
        self.files: list[str] = [""]
        self._bench = bench
        self._new_ids = new_ids(rng)
        self._all_new = all_new
        self._picture_of = picture_of
        self._numbers: dict[str, int] = {"": 0}
        self._n = 0
        self._rows: dict[str, list[tuple[object, ...]]] = {each.name: [] for each in t.IMPORTED}
        self._columns = {each.name: _columns(each) for each in t.IMPORTED}
        self._enrollments = self._rows["in_enrollment"]
        self._take: dict[type, Callable[[Any], None]] = {
            Prologue: self._begin,
            SchoolFact: self._school,
            ClassFact: self._class,
            PersonFact: self._person,
            PlaceFact: self._place,
            EnrollmentFact: self._enrollment,
            EnrollmentFacts: self._several,
            EnrollmentGone: self._ended,
            LeftOut: self._left_out,
        }

    def load(self, facts: Iterable[Fact], tell: Callable[[int], None]) -> None:
        """Take every fact, and write them all; `tell` is told now and then how many it were."""
        take, told = self._take, 0
        for fact in facts:
            self._n += 1
            take[type(fact)](fact)
            if self._n - told >= TELL_EVERY:
                told = self._n
                tell(told)
                self._write(AT_ONCE)
        self._write(1)
        tell(self._n)

    def _write(self, at_least: int) -> None:
        for table, rows in self._rows.items():
            if len(rows) >= at_least:
                self._bench.fill(table, self._columns[table], rows)
                rows.clear()

    def _begin(self, fact: Prologue) -> None:
        self.prologue = fact

    def _at(self, at: Origin) -> tuple[int, int]:
        number = self._numbers.get(at.file)
        if number is None:
            number = self._numbers[at.file] = len(self.files)
            self.files.append(at.file)
        return number, at.row

    def _named(self, external_id: str, like: str) -> tuple[object, ...]:
        fresh = next(self._new_ids)
        portal_id = fresh if self._all_new else None
        return self._n, external_id, folded(external_id), folded(like), fresh, portal_id

    def _school(self, fact: SchoolFact) -> None:
        self._rows["in_school"].append((*self._named(fact.id, fact.name), fact.name, *self._at(fact.at)))

    def _class(self, fact: ClassFact) -> None:
        named = self._named(fact.id, fact.title)
        self._rows["in_class"].append((*named, fact.title, fact.school, None, *self._at(fact.at)))

    def _person(self, fact: PersonFact) -> None:
        at, picture = self._at(fact.at), self._picture_of(fact.id)
        self._rows["in_person"].append(
            (
                *self._named(fact.id, fact.username),
                fact.username,
                fact.given_name,
                fact.family_name,
                fact.role and fact.role.value,
                picture.name,
                picture.colour,
                search_key(fact.given_name, fact.family_name, fact.username),
                int(fact.enabled),
                *at,
            )
        )
        self._rows["in_member"] += [(self._n, school, *at) for school in fact.schools]
        self._rows["in_grade"] += [(self._n, grade) for grade in fact.grades]

    def _place(self, fact: PlaceFact) -> None:
        at = self._at(fact.at)
        row = (self._n, fact.person, fact.role.value, fact.school, int(fact.primary), *at)
        self._rows["in_place"].append(row)
        self._rows["in_place_grade"] += [(self._n, grade) for grade in fact.grades]

    def _enrollment(self, fact: EnrollmentFact) -> None:
        role = fact.role and fact.role.value
        self._enrollments.append((self._n, fact.in_class, fact.person, role, *self._at(fact.at)))

    def _several(self, fact: EnrollmentFacts) -> None:
        """A million come like this: everything is done by what is written in C."""
        file, row = self._at(fact.at)
        roles = map(_VALUE, fact.roles)
        rows = zip(
            count(self._n), fact.in_classes, fact.people, roles, repeat(file), count(row), strict=False
        )
        self._enrollments.extend(rows)
        self._n += len(fact.people) - 1

    def _ended(self, fact: EnrollmentGone) -> None:
        self._rows["in_ended"].append((self._n, fact.in_class, fact.person))

    def _left_out(self, fact: LeftOut) -> None:
        self._rows["in_left_out"].append((self._n, fact.kind.value, fact.id, fact.why))


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns]
