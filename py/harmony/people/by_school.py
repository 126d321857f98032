"""What a new roster changes at each school."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from harmony.model import Enrollment, Person, Role
from harmony.people.directory import Difference, Directory

KINDS = ("students", "staff", "classes", "enrollments")


@dataclass(frozen=True)
class Figures:
    """How many of one kind are new, changed, gone, come back and the same at one school."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    back: int = 0
    same: int = 0


@dataclass(frozen=True)
class SchoolChanges:
    """What changes at one school: students, staff, classes, enrollments. Whoever moves leaves and arrives."""

    name: str
    figures: Mapping[str, Figures]


def by_school(before: Directory, after: Directory, difference: Difference) -> tuple[SchoolChanges, ...]:
    """The changes at every school that has anything, by the schools' names."""
    names = {each.id: each.name for directory in (before, after) for each in directory.schools.values()}
    people, classes = difference.people, difference.classes
    changed = {new.id for _, new in people.changed} | {new.id for _, new in classes.changed}
    back = {new.id for _, new in people.back} | {new.id for _, new in classes.back}
    then, now = _members(before), _members(after)
    figures: dict[str, dict[str, Figures]] = defaultdict(dict)
    for school, kind in sorted(then.keys() | now.keys(), key=lambda each: (each[0], KINDS.index(each[1]))):
        figures[school][kind] = _figures(then[school, kind], now[school, kind], changed, back)
    for school, enrollments in _enrollments(before, after, difference).items():
        figures[school]["enrollments"] = enrollments
    schools = (SchoolChanges(names.get(school, school), figures[school]) for school in figures)
    return tuple(sorted(schools, key=lambda each: each.name))


def _figures(then: Set[object], now: Set[object], changed: Set[object], back: Set[object]) -> Figures:
    arrived, stayed = now - then, now & then
    return Figures(
        added=len(arrived - back),
        changed=len(stayed & changed),
        gone=len(then - now),
        back=len(arrived & back),
        same=len(stayed - changed),
    )


def _enrollments(before: Directory, after: Directory, difference: Difference) -> dict[str, Figures]:
    """The same of enrollments, of which there are too many to hold them once more."""
    added = _count(after, difference.enrollments.new)
    gone = _count(before, difference.enrollments.gone)
    there = _count(after, after.enrollments)
    return {
        school: Figures(added=added[school], gone=gone[school], same=there[school] - added[school])
        for school in sorted(there.keys() | gone.keys())
    }


def _count(directory: Directory, enrollments: Iterable[Enrollment]) -> Counter[str]:
    return Counter(directory.classes[each.class_id].school_id for each in enrollments)


def _members(directory: Directory) -> defaultdict[tuple[str, str], set[object]]:
    """Who and what belongs to each school, by school and kind."""
    members: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    for person in _enabled(directory.people.values()):
        kind = "students" if person.role is Role.STUDENT else "staff"
        for school in person.school_ids:
            members[school, kind].add(person.id)
    for each in directory.classes.values():
        members[each.school_id, "classes"].add(each.id)
    return members


def _enabled(people: Iterable[Person]) -> Iterable[Person]:
    """Those who can sign in: whoever is switched off is no more there than whoever left."""
    return (person for person in people if person.enabled)
