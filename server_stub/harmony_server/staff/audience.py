"""How many people see each app, as the catalogue and the roster have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from harmony.apps import Catalogue
from harmony.model import ExternalKind, Membership
from harmony_server.store import Transaction


def seen_by(catalogue: Catalogue, tx: Transaction) -> Mapping[str, int]:
    """How many people of the roster see each app, by the app's id."""
    counts = {app.id: 0 for app in catalogue.apps}
    for membership, people in Counter(_memberships(tx)).items():  # a class belongs to the same places
        for seen in catalogue.visible_to(membership):
            counts[seen.id] += people
    return counts


def _memberships(tx: Transaction) -> Iterator[Membership]:
    """Where everybody of the roster belongs."""
    schools = tx.external_ids.by_portal_id(ExternalKind.SCHOOL)
    classes = tx.external_ids.by_portal_id(ExternalKind.CLASS)
    class_ids: dict[str, list[str]] = defaultdict(list)
    for enrollment in tx.roster.enrollments():
        class_ids[enrollment.person_id].append(enrollment.class_id)
    for person in tx.roster.people():
        yield Membership(
            role=person.role,
            grades=frozenset(person.grades),
            schools=called(schools, person.school_ids),
            classes=called(classes, class_ids[person.id]),
        )


def called(names: Mapping[str, frozenset[str]], ids: Iterable[str]) -> frozenset[str]:
    """Every external id of some portal ids."""
    return frozenset[str]().union(*(names.get(each, ()) for each in ids))
