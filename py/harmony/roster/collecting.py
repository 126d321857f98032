"""The facts of one reading, sorted by what they are about; rows that tell of the same thing are joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from harmony.model import Role
from harmony.roster.facts import (
    GONE,
    ClassFact,
    EnrollmentFact,
    EnrollmentGone,
    Fact,
    Kind,
    LeftOut,
    Origin,
    PersonFact,
    PlaceFact,
    Prologue,
    SchoolFact,
)
from harmony.roster.findings import Diagnostics
from harmony.roster.roster import Roster, Standing
from harmony.roster.rows import quoted
from harmony.spelling import folded

STANDING = Origin("", 0)
"""Where something stands that is not in the files, but was there before."""
NOT_COUNTED = frozenset(("organisation",))
"""Why rows are left out of which nobody need be told: a district is no school."""


@dataclass
class Individual:
    """What all rows together say of one person."""

    fact: PersonFact
    schools: dict[str, Origin] = field(default_factory=dict)
    grades: set[str] = field(default_factory=set)
    places: list[PlaceFact] = field(default_factory=list)


class Collected:
    """Everything that facts say; nothing refers to anything yet."""

    def __init__(self, diagnostics: Diagnostics, standing: Standing) -> None:
        self.diagnostics = diagnostics
        self.prologue = Prologue({}, {})
        self.schools: dict[str, SchoolFact] = {}
        self.classes: dict[str, ClassFact] = {}
        self.people: dict[str, Individual] = {}
        self.places: list[PlaceFact] = []
        self.enrollments: dict[tuple[str, str, Role | None], Origin] = {}
        self.left_out: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}
        """Why what has this id is left out."""
        self._standing = standing
        self._ids: dict[str, str] = {}
        self._take: dict[type, Callable[[Any], None]] = {
            Prologue: self._begin,
            SchoolFact: lambda fact: self._once(self.schools, fact),
            ClassFact: lambda fact: self._once(self.classes, fact),
            PersonFact: self._join,
            PlaceFact: self.places.append,
            EnrollmentFact: self._enroll,
            EnrollmentGone: self._end,
            LeftOut: self._leave_out,
        }

    def take(self, fact: Fact) -> None:
        """Take one fact of the stream, in its order."""
        self._take[type(fact)](fact)

    def _begin(self, fact: Prologue) -> None:
        self.prologue = fact
        standing = self._standing() if fact.changed_only else None
        if standing:
            self._begin_with(standing, fact.changed_only)
        elif fact.changed_only:
            self.diagnostics.problem(
                "manifest.csv",
                "says that the files hold only what changed, but nothing stands yet that could change.",
                "Import a whole roster (bulk) of this source first.",
            )

    def _begin_with(self, roster: Roster, kinds: frozenset[Kind]) -> None:
        """Begin with what stands, where the files tell only what changed."""
        if Kind.SCHOOL in kinds:
            self.schools = {
                each.external_id: SchoolFact(each.external_id, each.name, STANDING) for each in roster.schools
            }
        if Kind.CLASS in kinds:
            self.classes = {
                each.external_id: ClassFact(each.external_id, each.title, each.school, STANDING)
                for each in roster.classes
            }
        if Kind.PERSON in kinds:
            for each in roster.people:
                self._add(
                    PersonFact(
                        each.external_id,
                        each.username,
                        each.given_name,
                        each.family_name,
                        each.role,
                        each.grades,
                        each.schools,
                        each.enabled,
                        STANDING,
                    )
                )
        if Kind.ENROLLMENT in kinds:
            self.enrollments = dict.fromkeys(roster.enrollments, STANDING)

    def _once(self, known: dict[str, Any], fact: SchoolFact | ClassFact) -> None:
        """A school or class; a second row of the same id must say the same."""
        earlier = known.setdefault(fact.id, fact)
        if earlier is fact:
            return
        if earlier.at is STANDING:
            known[fact.id] = fact
        elif earlier[:-1] == fact[:-1]:
            self._note_repeated(fact.at)
        else:
            self._refuse_repeated(fact.id, earlier.at, fact.at)

    def _join(self, fact: PersonFact) -> None:
        earlier = self.people.get(fact.id)
        if earlier is None:
            self._add(fact)
        elif earlier.fact.at is STANDING:
            self._replace(earlier, fact)
        elif _is_same(earlier.fact, fact):
            self._note_repeated(fact.at)
            earlier.schools.update(
                {school: fact.at for school in fact.schools if school not in earlier.schools}
            )
            earlier.grades.update(fact.grades)
        else:
            self._refuse_repeated(fact.id, earlier.fact.at, fact.at)

    def _add(self, fact: PersonFact) -> None:
        self.people[fact.id] = Individual(fact, dict.fromkeys(fact.schools, fact.at), set(fact.grades))

    def _replace(self, standing: Individual, fact: PersonFact) -> None:
        """What changed about somebody; role and schools stay where the fact does not tell them."""
        self._add(fact)
        if fact.role is None:
            person = self.people[fact.id]
            person.fact = fact._replace(role=standing.fact.role)
            person.schools = standing.schools

    def _enroll(self, fact: EnrollmentFact) -> None:
        # The rows of a class each bring its id anew: one copy of it is kept.
        in_class = self._ids.setdefault(fact.in_class, fact.in_class)
        person = self._ids.setdefault(fact.person, fact.person)
        self.enrollments.setdefault((in_class, person, fact.role), fact.at)

    def _end(self, fact: EnrollmentGone) -> None:
        for role in (None, *Role):
            self.enrollments.pop((fact.in_class, fact.person, role), None)

    def _leave_out(self, fact: LeftOut) -> None:
        self.left_out[fact.kind][fact.id] = fact.why
        if fact.why == GONE:
            self._of(fact.kind).pop(fact.id, None)
        if fact.why not in NOT_COUNTED:
            named = fact.why if fact.kind is Kind.PERSON else fact.kind.value
            self.diagnostics.left_out[named] += 1

    def _of(self, kind: Kind) -> dict[str, Any]:
        known: Mapping[Kind, dict[str, Any]] = {
            Kind.SCHOOL: self.schools,
            Kind.CLASS: self.classes,
            Kind.PERSON: self.people,
        }
        return known.get(kind, {})

    def _note_repeated(self, at: Origin) -> None:
        self.diagnostics.note(
            at.file, "tells the same of one id again; read as one.", row=at.row, column=self._column(at)
        )

    def _refuse_repeated(self, repeated: str, earlier: Origin, at: Origin) -> None:
        self.diagnostics.incomplete.add(at.file)
        where = f"row {earlier.row}" if earlier.file == at.file else f"{earlier.file}, row {earlier.row}"
        self.diagnostics.problem(
            at.file,
            f"{quoted(repeated)} stands in {where} already, and the rows differ.",
            "Keep one of them.",
            row=at.row,
            column=self._column(at),
        )

    def _column(self, at: Origin) -> str | None:
        return self.prologue.ids.get(at.file)


def _is_same(one: PersonFact, other: PersonFact) -> bool:
    return (folded(one.username), *one[2:5], one.enabled) == (
        folded(other.username),
        *other[2:5],
        other.enabled,
    )
