"""Making people a district's under ids that a test chose, past everything that an import checks."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from functools import partial

from harmony.model import Enrollment, Person, Picture, School, SchoolClass
from harmony.roster import DEFAULT_SOURCE, Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.roster.landing import clear
from harmony_server.store import Imported, Store, Transaction
from harmony_server.store.staging import ORDER, Loader, Naming, Staging, Step, difference, steps, tables

START = 1_790_000_000.0
"""A moment in September 2026."""


def put(
    store: Store,
    people: Iterable[Person],
    *,
    schools: Iterable[School] = (),
    classes: Iterable[SchoolClass] = (),
    enrollments: Iterable[Enrollment] = (),
) -> None:
    """Make these, and nobody else, the people of the district, under ids that the test chose."""
    roster = Roster(
        schools=tuple(RosterSchool(each.id, each.name) for each in schools),
        classes=tuple(RosterClass(each.id, each.title, each.school_id) for each in classes),
        people=tuple(_listed(each) for each in people),
        enrollments=tuple(RosterEnrollment(each.class_id, each.person_id, each.role) for each in enrollments),
        skipped={},
        warnings=(),
    )
    pictures = {each.id: each.picture for each in people}
    with store.importing():
        clear(store)
        with store.staging() as staging:
            _stage(staging, roster, lambda who: pictures[who])
            with store.read() as tx:
                version = tx.roster.version() + 1
            with staging.working():
                todo = list(steps(staging.connection))
            for step in todo:
                store.write_staged(staging, partial(_take, step=step, version=version))
            store.write_staged(staging, lambda tx: _land(tx, version))


def _stage(staging: Staging, roster: Roster, picture_of: Callable[[str], Picture]) -> None:
    """A roster whose ids are the portal's own: nobody is looked for, nothing checked."""
    with staging.working() as bench:
        Loader(bench, secrets.token_bytes, picture_of).load(roster.facts(), lambda _: None)
        staging.index(tables.AFTER_LOADING)
        for kind in ORDER:
            Naming(bench, DEFAULT_SOURCE).take_own(kind)
        difference.hold(bench)
        staging.index(tables.AFTER_NAMING)
        difference.compare(bench)
        staging.index(tables.AFTER_COMPARING)


def _take(tx: Transaction, step: Step, version: int) -> None:
    tx.staged.take(step, version=version, source=DEFAULT_SOURCE)


def _land(tx: Transaction, version: int) -> None:
    tx.roster.land(Imported(version, START, DEFAULT_SOURCE))
    tx.staged.land(version)


def _listed(each: Person) -> RosterPerson:
    return RosterPerson(
        each.id,
        each.username,
        each.given_name,
        each.family_name,
        each.role,
        each.grades,
        tuple(sorted(each.school_ids)),
        each.enabled,
    )
