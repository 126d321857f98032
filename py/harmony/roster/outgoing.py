"""A roster on its way out: what there is to write, and the tables that a format makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from harmony.model import Role
from harmony.roster.roster import RosterClass, RosterEnrollment, RosterPerson, RosterSchool


@dataclass(frozen=True)
class Outgoing:
    """What is written. Enrollments may be made as they are asked for; they are asked for more than once."""

    district: str
    """Its name."""
    year: int
    """The year in which the school year ends."""
    schools: Collection[RosterSchool]
    classes: Collection[RosterClass]
    people: Collection[RosterPerson]
    enrollments: Iterable[RosterEnrollment]

    def enabled_only(self) -> Outgoing:
        """Without those who are switched off, for formats that cannot say so."""
        people = [each for each in self.people if each.enabled]
        if len(people) == len(self.people):
            return self
        there = {each.external_id for each in people}
        enrollments = [each for each in self.enrollments if each.person in there]
        return Outgoing(self.district, self.year, self.schools, self.classes, people, enrollments)

    def teachers_by_class(self) -> Mapping[str, list[str]]:
        """Who teaches each class, by external ids."""
        teachers: dict[str, list[str]] = defaultdict(list)
        for each in self.enrollments:
            if each.role is Role.TEACHER:
                teachers[each.in_class].append(each.person)
        return teachers


class OutTable(NamedTuple):
    """One file: its name, its header, and its rows as values by column; what a row lacks is empty."""

    file: str
    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, str]]


def in_order(table: OutTable) -> Iterator[list[str]]:
    """The rows of a table, each in the order of its columns."""
    for row in table.rows:
        yield [row.get(column, "") for column in table.columns]
