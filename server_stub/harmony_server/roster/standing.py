"""The roster that stands, in the words of one source: what files that hold only changes are applied to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import starmap

from harmony.findings import said
from harmony.model import ExternalKind
from harmony.roster import Outgoing, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
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
from harmony.roster.outgoing import Anew, Counted
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
    if Kind.SCHOOL in kinds:
        yield from (SchoolFact(each, name, STANDING) for each, _, name in named.schools(source))
    if Kind.PERSON in kinds:
        yield from _people(tx, source)
    if Kind.CLASS in kinds:
        yield from (ClassFact(*each, STANDING) for each in named.classes(source))
    if Kind.ENROLLMENT in kinds:
        yield from (EnrollmentFact(*each, STANDING) for each in named.enrollments(source))


def _people(tx: Transaction, source: str) -> Iterator[PersonFact]:
    schools = {portal_id: each for each, portal_id, _ in tx.named.schools(source)}
    for external_id, each in tx.named.people(source):
        yield PersonFact(
            id=external_id,
            username=each.username,
            given_name=each.given_name,
            family_name=each.family_name,
            role=each.role,
            grades=each.grades,
            schools=tuple(sorted(schools[one] for one in each.school_ids if one in schools)),
            enabled=each.enabled,
            at=STANDING,
        )


def outgoing(tx: Transaction, source: str, district: str, year: int) -> Outgoing:
    """Everything that is in the latest roster: read as it is written, while the transaction lasts."""
    named = tx.named
    return Outgoing(
        district,
        year,
        schools=[RosterSchool(each, name) for each, _, name in named.schools(source)],
        classes=Counted(lambda: starmap(RosterClass, named.classes(source)), named.count(ExternalKind.CLASS)),
        people=Counted(lambda: map(_person, _people(tx, source)), named.count(ExternalKind.PERSON)),
        enrollments=Anew(lambda: starmap(RosterEnrollment, named.enrollments(source))),
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
