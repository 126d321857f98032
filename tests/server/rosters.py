"""Rosters of the synthetic district as values, and importing them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from harmony.model import Person, Role
from harmony.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.roster.importer import Accepted, ImportReport, import_roster, preview_roster
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


def ignore(_stage: str) -> None:
    """Nobody waits."""


def imported(
    district: District,
    roster: Roster,
    *,
    source: str | None = None,
    accepted: Accepted = NOTHING,
    stage: Callable[[str], None] = ignore,
) -> ImportReport:
    """Import a roster at the district's own time."""
    return import_roster(
        district.store,
        roster,
        source=source,
        accepted=accepted,
        now=district.clock(),
        rng=secrets.token_bytes,
        stage=stage,
    )


def previewed(district: District, roster: Roster, *, source: str | None = None) -> ImportReport:
    """What importing a roster would do."""
    return preview_roster(district.store, roster, source=source, rng=secrets.token_bytes, stage=ignore)


def stored(district: District) -> Roster:
    """What the store says the roster is, in the words of the student information system."""
    with district.store.read() as tx:
        known = tx.roster.known().current
        names = {
            portal_id: name
            for ids in tx.external_ids.by_source("sis").values()
            for name, portal_id in ids.items()
        }
    return Roster(
        schools=tuple(RosterSchool(names[each.id], each.name) for each in known.schools.values()),
        classes=tuple(
            RosterClass(names[each.id], each.title, names[each.school_id]) for each in known.classes.values()
        ),
        people=tuple(listed(each, names) for each in known.people.values()),
        enrollments=tuple(
            sorted(
                (
                    RosterEnrollment(names[each.class_id], names[each.person_id], each.role)
                    for each in known.enrollments
                ),
                key=lambda each: (each.in_class, each.person),
            )
        ),
        skipped={},
        warnings=(),
    )
