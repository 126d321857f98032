"""The rosters that are imported: a district of any size, and the same one a day later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harmony.model import Role
from harmony.roster import Outgoing, RosterEnrollment, RosterPerson
from harmony_server.demo.synthetic import SUBJECTS, district
from harmony_server.roster.export import writable, write_zip

FORMAT = "oneroster-1.1"
EVERY = 400
"""Of so many students one leaves, one is renamed, one changes a class and one comes: 1 % in all."""
LEAVES, RENAMED, MOVES = range(3)


@dataclass(frozen=True)
class Files:
    """The exports of two days, and how much is in the first."""

    first: Path
    changed: Path
    people: int
    enrollments: int


def make(folder: Path, students: int) -> Files:
    """Write both days' exports of a district of so many students."""
    writer = writable(FORMAT)
    today = district(students, seed=1)
    first, changed = folder / f"{students}-first.zip", folder / f"{students}-changed.zip"
    write_zip(first, writer.write(today))
    write_zip(changed, writer.write(tomorrow(today)))
    return Files(first, changed, len(today.people), sum(1 for _ in today.enrollments))


def tomorrow(out: Outgoing) -> Outgoing:
    """The district a day later: 1 % of its students have left, are new or renamed, or changed a class."""
    people = [person for each in out.people for person in _person(each)]
    return replace(out, people=people, enrollments=_Enrollments(out))


def _turn(external_id: str) -> int:
    """Which of `EVERY` somebody is; -1 for staff."""
    kind, _, number = external_id.partition("-")
    return int(number) % EVERY if kind == "p" else -1


def _person(each: RosterPerson) -> Iterator[RosterPerson]:
    turn = _turn(each.external_id)
    if turn == LEAVES:
        name = f"{each.external_id}-new"
        yield replace(each, external_id=name, username=f"n{each.username}", given_name=f"New {name}")
    elif turn == RENAMED:
        yield replace(each, family_name=f"{each.family_name}-Ash")
    else:
        yield each


class _Enrollments(Iterable[RosterEnrollment]):
    """Those of the day later, made anew each time they are asked for."""

    def __init__(self, out: Outgoing) -> None:
        self._out = out

    def __iter__(self) -> Iterator[RosterEnrollment]:
        for each in self._out.enrollments:
            turn = _turn(each.person)
            if turn == LEAVES:
                yield each._replace(person=f"{each.person}-new")
            elif turn == MOVES and each.in_class.endswith(f"-{len(SUBJECTS) - 1}"):
                yield RosterEnrollment(_beside(each.in_class), each.person, Role.STUDENT)
            else:
                yield each


def _beside(class_id: str) -> str:
    """The class in the same subject of a section beside: a district has two at least."""
    kind, section, subject = class_id.split("-")
    return f"{kind}-{int(section) - 1 if int(section) else 1}-{subject}"
