"""What a new roster changes at each school."""

from __future__ import annotations

from harmony.model import Enrollment, Person, Picture, Role, School, SchoolClass
from harmony.people.by_school import Figures, by_school
from harmony.people.directory import Directory, Known, compare

SUN = Picture("sun", "sky")
SCHOOLS = {each: School(each, each.title()) for each in ("birch", "maple")}
CLASSES = {"room": SchoolClass("room", "Room 1", "maple")}


def person(
    name: str, *schools: str, role: Role = Role.STUDENT, given: str = "A", enabled: bool = True
) -> Person:
    """Somebody at some schools."""
    return Person(name, name, given, "B", role, SUN, (), frozenset(schools), enabled)


def directory(*people: Person, enrolled: tuple[str, ...] = ()) -> Directory:
    """The two schools with these people, some of them in the class."""
    enrollments = frozenset(Enrollment("room", each, Role.STUDENT) for each in enrolled)
    return Directory(SCHOOLS, CLASSES, {each.id: each for each in people}, enrollments)


def test_comings_and_goings_are_counted_at_each_school() -> None:
    """New, changed, gone, come back and the same; who moves leaves one school and arrives at another."""
    before = directory(
        person("stays", "maple"),
        person("renamed", "maple"),
        person("moves", "maple"),
        person("leaves", "maple"),
        person("both", "maple", "birch", role=Role.TEACHER),
        enrolled=("stays", "leaves"),
    )
    after = directory(
        person("stays", "maple"),
        person("renamed", "maple", given="Z"),
        person("moves", "birch"),
        person("new", "maple"),
        person("returns", "maple"),
        person("both", "maple", "birch", role=Role.TEACHER),
        enrolled=("stays", "new"),
    )
    former = Directory({}, {}, {"returns": person("returns", "maple")}, frozenset())
    birch, maple = by_school(before, after, compare(Known(before, former), after))
    assert (birch.name, maple.name) == ("Birch", "Maple")
    assert birch.figures == {"students": Figures(added=1), "staff": Figures(same=1)}
    assert maple.figures == {
        "students": Figures(added=1, changed=1, gone=2, back=1, same=1),
        "staff": Figures(same=1),
        "classes": Figures(same=1),
        "enrollments": Figures(added=1, gone=1, same=1),
    }


def test_whoever_is_switched_off_is_gone() -> None:
    """A school that keeps its people in the file and switches them off loses them all the same."""
    before, after = directory(person("a", "maple")), directory(person("a", "maple", enabled=False))
    (maple,) = by_school(before, after, compare(Known(before, directory()), after))
    assert maple.figures["students"] == Figures(gone=1)
