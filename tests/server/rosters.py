"""Rosters of the synthetic district as values, and importing them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from harmony.model import Person, Role
from harmony.roster import DEFAULT_SOURCE, Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony.roster.findings import Diagnostics
from harmony_server.roster.importer import import_roster, preview_roster
from harmony_server.roster.incoming import Incoming
from harmony_server.roster.outcome import Accepted, ImportReport
from harmony_server.roster.progress import Progress, ignore
from tests.district import ADA, DORA, EXTERNAL_IDS, LEO, MIA, TILDA, District

NAMES = {portal_id: name for ids in EXTERNAL_IDS.values() for name, portal_id in ids.items()}
"""What the student information system calls everything that the district has."""


def listed(person: Person, names: Mapping[str, str] = NAMES) -> RosterPerson:
    """A person as the files of a roster say them, which call everybody by `names`."""
    return RosterPerson(
        external_id=names[person.id],
        username=person.username,
        given_name=person.given_name,
        family_name=person.family_name,
        role=person.role,
        grades=person.grades,
        schools=tuple(names[school] for school in person.school_ids),
        enabled=person.enabled,
    )


X_MIA, X_LEO, X_TILDA, X_ADA, X_DORA = map(listed, (MIA, LEO, TILDA, ADA, DORA))
CURRENT = Roster(
    schools=(RosterSchool("maple", "Maple Street School"),),
    classes=(RosterClass("maple-01", "First grade", "maple"),),
    people=(X_MIA, X_LEO, X_TILDA, X_ADA, X_DORA),
    enrollments=(RosterEnrollment("maple-01", X_MIA.external_id, Role.STUDENT),),
    skipped={},
    warnings=(),
)
"""What the synthetic district's files said last."""


NOTHING = Accepted()
"""An operator who has not looked yet."""


def incoming(
    district: District, roster: Roster, source: str | None = None, moved: Iterable[tuple[str, str]] = ()
) -> Incoming:
    """A roster on its way in; of the source of the one before if none is named."""
    with district.store.read() as tx:
        source = source or tx.roster.last_source() or DEFAULT_SOURCE
    return Incoming(roster.facts(), Diagnostics(), source, moved=moved)


def imported(
    district: District,
    roster: Roster,
    *,
    source: str | None = None,
    accepted: Accepted = NOTHING,
    moved: Iterable[tuple[str, str]] = (),
    progress: Progress = ignore,
) -> ImportReport:
    """Import a roster at the district's own time."""
    return import_roster(
        district.store,
        incoming(district, roster, source, moved),
        accepted,
        now=district.clock(),
        rng=secrets.token_bytes,
        progress=progress,
    )


def previewed(district: District, roster: Roster, *, source: str | None = None) -> ImportReport:
    """What importing a roster would do."""
    coming = incoming(district, roster, source)
    return preview_roster(district.store, coming, NOTHING, rng=secrets.token_bytes, progress=ignore)


def stored(district: District) -> Roster:
    """What the store says the roster is, in the words of the student information system."""
    with district.store.read() as tx:
        schools, classes, people = tx.roster.schools(), tx.roster.classes(), tx.roster.people()
        enrollments = tx.roster.enrollments()
        names = {
            portal_id: name
            for ids in tx.external_ids.by_source("sis").values()
            for name, portal_id in ids.items()
        }
    return Roster(
        schools=tuple(RosterSchool(names[each.id], each.name) for each in schools),
        classes=tuple(RosterClass(names[each.id], each.title, names[each.school_id]) for each in classes),
        people=tuple(listed(each, names) for each in people),
        enrollments=tuple(
            sorted(
                (
                    RosterEnrollment(names[each.class_id], names[each.person_id], each.role)
                    for each in enrollments
                ),
                key=lambda each: (each.in_class, each.person),
            )
        ),
        skipped={},
        warnings=(),
    )
