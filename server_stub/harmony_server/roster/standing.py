"""The roster that stands, in the words of one source: what files that hold only changes are applied to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from harmony.findings import said
from harmony.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony.roster.facts import (
    ClassFact,
    EnrollmentFact,
    Fact,
    Kind,
    Origin,
    PersonFact,
    Prologue,
    SchoolFact,
)
from harmony.roster.findings import Diagnostics
from harmony_server.store import Transaction

STANDING = Origin("", 0)
"""Where something stands that is not in the files, but was there before."""


class NothingStands(Exception):
    """There is no roster of the source that files with changes could be applied to."""


def after_standing(
    facts: Iterable[Fact], diagnostics: Diagnostics, standing: Callable[[frozenset[Kind]], Iterator[Fact]]
) -> Iterator[Fact]:
    """The facts of files, behind what stands already where they tell only what changed.

    `standing` gives that, of the kinds that are asked for, or raises NothingStands.
    """
    for fact in facts:
        yield fact
        if isinstance(fact, Prologue) and fact.changed_only:
            try:
                yield from standing(fact.changed_only)
            except NothingStands:
                diagnostics.problem(
                    "manifest.csv",
                    said("says that the files hold only what changed, but nothing stands yet to be changed."),
                    said("Import a whole roster (bulk) of this source first."),
                )


def stands(tx: Transaction, source: str) -> bool:
    """Whether there is a roster, and all of it is this source's."""
    return tx.roster.last_source() == source and tx.named.covers(source)


def standing_facts(tx: Transaction, source: str, kinds: Collection[Kind]) -> Iterator[Fact]:
    """What stands of some kinds, as if it stood in the files."""
    named = tx.named
    schools = {portal_id: (each, name) for each, portal_id, name in named.schools(source)}
    if Kind.SCHOOL in kinds:
        yield from (SchoolFact(each, name, STANDING) for each, name in schools.values())
    if Kind.PERSON in kinds:
        for external_id, each in named.people(source):
            yield PersonFact(
                id=external_id,
                username=each.username,
                given_name=each.given_name,
                family_name=each.family_name,
                role=each.role,
                grades=each.grades,
                schools=tuple(sorted(schools[one][0] for one in each.school_ids if one in schools)),
                enabled=each.enabled,
                at=STANDING,
            )
    if Kind.CLASS in kinds:
        yield from (ClassFact(*each, STANDING) for each in named.classes(source))
    if Kind.ENROLLMENT in kinds:
        yield from (EnrollmentFact(*each, STANDING) for each in named.enrollments(source))


def standing_roster(tx: Transaction, source: str) -> Roster | None:
    """Everything that is in the latest roster, in memory; None if any of it is not this source's."""
    if not stands(tx, source):
        return None
    facts = list(standing_facts(tx, source, frozenset(Kind)))
    return Roster(
        schools=tuple(RosterSchool(each.id, each.name) for each in facts if isinstance(each, SchoolFact)),
        classes=tuple(
            RosterClass(each.id, each.title, each.school) for each in facts if isinstance(each, ClassFact)
        ),
        people=tuple(_person(each) for each in facts if isinstance(each, PersonFact)),
        enrollments=tuple(
            RosterEnrollment(each.in_class, each.person, each.role)
            for each in facts
            if isinstance(each, EnrollmentFact) and each.role
        ),
        skipped={},
        warnings=(),
    )


def _person(fact: PersonFact) -> RosterPerson:
    assert fact.role is not None  # noqa: S101  whoever stands has one
    return RosterPerson(
        fact.id,
        fact.username,
        fact.given_name,
        fact.family_name,
        fact.role,
        fact.grades,
        fact.schools,
        fact.enabled,
    )
