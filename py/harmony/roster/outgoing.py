"""A roster on its way out: what there is to write, and the tables that a format makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from harmony.model import Role
from harmony.roster.roster import RosterClass, RosterEnrollment, RosterPerson, RosterSchool

T = TypeVar("T")


class Anew(Iterable[T]):
    """What is made anew each time it is asked for, so that it is never in memory whole."""

    def __init__(self, make: Callable[[], Iterator[T]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[T]:
        return self._make()


class Counted(Anew[T], Collection[T]):
    """The same of which it is known how many there are."""

    def __init__(self, make: Callable[[], Iterator[T]], count: int) -> None:
        super().__init__(make)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __contains__(self, one: object) -> bool:
        return any(each == one for each in self)


@dataclass(frozen=True)
class Outgoing:
    """What is written. It may be made as it is asked for (`Anew`); it is asked for more than once."""

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
        off = {each.external_id for each in self.people if not each.enabled}
        if not off:
            return self
        people = Counted(lambda: (each for each in self.people if each.enabled), len(self.people) - len(off))
        enrollments = Anew(lambda: (each for each in self.enrollments if each.person not in off))
        return replace(self, people=people, enrollments=enrollments)

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
