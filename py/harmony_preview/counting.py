"""Counting what a stream of facts is about; a row may tell of somebody who was told of before."""

from __future__ import annotations

from harmony.model import Role
from harmony.roster.facts import (
    ClassFact,
    EnrollmentFact,
    EnrollmentFacts,
    Fact,
    PersonFact,
    PlaceFact,
    SchoolFact,
)


class Counting:
    """Everything that was told of so far, each once."""

    def __init__(self) -> None:
        self._schools: set[str] = set()
        self._classes: set[str] = set()
        self._people: set[str] = set()
        self._students: set[str] = set()
        self._enrollments = 0

    def add(self, fact: Fact) -> None:
        """One more fact."""
        match fact:
            case EnrollmentFact():
                self._enrollments += 1
            case EnrollmentFacts(people=people):
                self._enrollments += len(people)
            case PersonFact(id=who, role=role):
                self._people.add(who)
                self._told(who, role)
            case PlaceFact(person=who, role=role):
                self._told(who, role)
            case ClassFact(id=which):
                self._classes.add(which)
            case SchoolFact(id=which):
                self._schools.add(which)
            case _:
                pass

    def _told(self, who: str, role: Role | None) -> None:
        if role is Role.STUDENT:
            self._students.add(who)

    def numbers(self) -> dict[str, int]:
        """The numbers by kind."""
        students = len(self._students & self._people)
        return {
            "schools": len(self._schools),
            "classes": len(self._classes),
            "students": students,
            "others": len(self._people) - students,
            "enrollments": self._enrollments,
        }
