"""Whom a command means: a student, or the students of a class, a grade, a school."""

from __future__ import annotations

from dataclasses import dataclass

from harmony.model import GRADES, Person, Role
from harmony_server.cli.console import Refused
from harmony_server.cli.district import active_person, class_meant, school_meant
from harmony_server.store import Transaction


@dataclass(frozen=True)
class Choice:
    """What was said on the command line."""

    student: str | None = None
    class_id: str | None = None
    grade: str | None = None
    school: str | None = None


@dataclass(frozen=True)
class Students:
    """Whom it means, in the order they are told in, and what they have in common."""

    people: tuple[Person, ...]
    title: str
    class_titles: dict[str, str]
    """By the person's id: the class they sit in, where one is known."""


def students(tx: Transaction, choice: Choice) -> Students:
    """The students who are meant and can sign in. Raises Refused for nobody, or for no clear choice."""
    if choice.student and not (choice.class_id or choice.grade or choice.school):
        person = active_person(tx, choice.student)
        return Students((person,), person.username, {})
    if choice.student or not (choice.class_id or choice.grade or choice.school):
        raise Refused("Say who: --student ID, --class ID, --grade G or --school ID.")
    if choice.class_id:
        return _of_class(tx, choice.class_id)
    return _of_grade_or_school(tx, choice.grade, choice.school)


def _of_class(tx: Transaction, text: str) -> Students:
    class_id = class_meant(tx, text)
    title = next(each.title for each in tx.roster.classes() if each.id == class_id)
    everybody = [known.person for known in tx.people.in_class(class_id) if known.can_sign_in]
    people = _by_first_name([person for person in everybody if person.role is Role.STUDENT])
    if not people:
        raise Refused(f"The class {text!r} has no students in the latest roster.")
    return Students(people, title, {person.id: title for person in people})


def _of_grade_or_school(tx: Transaction, grade: str | None, school: str | None) -> Students:
    """By class, as they are handed out; who sits in none comes first."""
    if grade and grade not in GRADES:
        raise Refused(f"There is no grade {grade!r}. There are: {', '.join(GRADES)}.")
    school_id = school_meant(tx, school) if school else None
    name = next((each.name for each in tx.roster.schools() if each.id == school_id), "")
    count = tx.people.count_students(school_id=school_id, grade=grade)
    people = _by_first_name(tx.people.students(school_id=school_id, grade=grade, count=count))
    title = ", ".join(filter(None, (name, f"grade {grade}" if grade else "")))
    if not people:
        raise Refused(f"There are no students of {title} in the latest roster.")
    titles = tx.people.first_classes([person.id for person in people])
    return Students(tuple(sorted(people, key=lambda each: titles.get(each.id, ""))), title, titles)


def _by_first_name(people: list[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=_order))


def _order(person: Person) -> tuple[str, str, str]:
    return person.given_name.casefold(), person.family_name.casefold(), person.username
