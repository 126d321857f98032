"""The roster that stands, in the words of one source: what files that hold only changes are applied to."""

from __future__ import annotations

from harmony.model import ExternalKind
from harmony.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.store import Transaction


def standing_roster(tx: Transaction, source: str) -> Roster | None:
    """Everything that is in the latest roster; None if that, or any of it, is not this source's."""
    if tx.roster.last_source() != source:
        return None
    names = {
        kind: {portal_id: name for name, portal_id in named.items()}
        for kind, named in tx.external_ids.by_source(source).items()
    }
    school, class_, person = (names[kind] for kind in ExternalKind)
    try:
        return Roster(
            schools=tuple(RosterSchool(school[each.id], each.name) for each in tx.roster.schools()),
            classes=tuple(
                RosterClass(class_[each.id], each.title, school[each.school_id])
                for each in tx.roster.classes()
            ),
            people=tuple(
                RosterPerson(
                    external_id=person[each.id],
                    username=each.username,
                    given_name=each.given_name,
                    family_name=each.family_name,
                    role=each.role,
                    grades=each.grades,
                    schools=tuple(sorted(school[one] for one in each.school_ids)),
                    enabled=each.enabled,
                )
                for each in tx.roster.people()
            ),
            enrollments=tuple(
                RosterEnrollment(class_[each.class_id], person[each.person_id], each.role)
                for each in tx.roster.enrollments()
            ),
            skipped={},
            warnings=(),
        )
    except KeyError:
        return None
