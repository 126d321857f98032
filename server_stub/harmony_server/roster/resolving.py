"""From what a roster's files call somebody to who it is in the portal. Pure: nothing is read or written here.

What the same source named before is the same again. What it names for the first time is matched to what only
other sources have named, so that a district may change its student information system: schools by name,
classes by school and title, people by username and role. Whatever matches nothing, or not one alone, is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from harmony.model import Enrollment, ExternalId, ExternalKind, Person, School, SchoolClass
from harmony.people.directory import Directory, Known
from harmony.people.ids import new_id
from harmony.people.pictures import picture_for
from harmony.roster import Roster, RosterPerson
from harmony.roster.findings import Findings
from harmony.spelling import folded
from harmony_server.badges.keys import Rng

Names = Mapping[ExternalKind, Mapping[str, str]]
"""What a source has named: the portal's id by kind and external id."""


@dataclass(frozen=True)
class Resolved:
    """A roster in the portal's own terms."""

    directory: Directory
    names: tuple[ExternalId, ...]
    """What the source names for the first time."""
    matched: Mapping[ExternalKind, int]
    """How many of those other sources had named."""


def resolve(
    roster: Roster, known: Known, named: Names, *, source: str, accept_new_people: bool, rng: Rng
) -> Resolved:
    """Tell who is who; `named` is what the source named before.

    Raises RosterError where a username is that of somebody with other names, unless such people are accepted
    as new.
    """
    naming = _Naming(source, named, rng)
    schools = _schools(roster, known, naming)
    classes = _classes(roster, known, naming, schools)
    findings = Findings()
    people = _people(roster, known, naming, schools, Findings() if accept_new_people else findings)
    findings.raise_if_any()
    directory = Directory(
        schools={each.id: each for each in schools.values()},
        classes={each.id: each for each in classes.values()},
        people={each.id: each for each in people.values()},
        enrollments=frozenset(
            Enrollment(classes[each.in_class].id, people[each.person].id, each.role)
            for each in roster.enrollments
        ),
    )
    return Resolved(directory, tuple(naming.new), naming.matched)


def _schools(roster: Roster, known: Known, naming: _Naming) -> dict[str, School]:
    ids = naming.ids(
        ExternalKind.SCHOOL,
        {each.external_id: folded(each.name) for each in roster.schools},
        {each.id: folded(each.name) for each in known.current.schools.values()},
    )
    return {each.external_id: School(ids[each.external_id], each.name) for each in roster.schools}


def _classes(
    roster: Roster, known: Known, naming: _Naming, schools: Mapping[str, School]
) -> dict[str, SchoolClass]:
    ids = naming.ids(
        ExternalKind.CLASS,
        {each.external_id: (schools[each.school].id, folded(each.title)) for each in roster.classes},
        {each.id: (each.school_id, folded(each.title)) for each in known.current.classes.values()},
    )
    return {
        each.external_id: SchoolClass(ids[each.external_id], each.title, schools[each.school].id)
        for each in roster.classes
    }


def _people(
    roster: Roster, known: Known, naming: _Naming, schools: Mapping[str, School], findings: Findings
) -> dict[str, Person]:
    current = known.current.people
    wanted = {each.external_id: each for each in roster.people}
    ids = naming.ids(
        ExternalKind.PERSON,
        {each.external_id: (folded(each.username), each.role) for each in roster.people},
        {each.id: (folded(each.username), each.role) for each in current.values()},
        lambda external_id, portal_id: _is_same(wanted[external_id], current[portal_id], findings),
    )
    stored = {**known.former.people, **current}
    return {
        each.external_id: _person(each, ids[each.external_id], stored.get(ids[each.external_id]), schools)
        for each in roster.people
    }


def _person(
    each: RosterPerson, portal_id: str, stored: Person | None, schools: Mapping[str, School]
) -> Person:
    return Person(
        id=portal_id,
        username=each.username,
        given_name=each.given_name,
        family_name=each.family_name,
        role=each.role,
        picture=stored.picture if stored else picture_for(each.external_id),
        grades=each.grades,
        school_ids=frozenset(schools[school].id for school in each.schools),
        enabled=each.enabled,
    )


def _is_same(each: RosterPerson, stored: Person, findings: Findings) -> bool:
    """Whether somebody of the same username and role has one name in common at least; noted if not."""
    given = folded(each.given_name) == folded(stored.given_name)
    if given or folded(each.family_name) == folded(stored.family_name):
        return True
    findings.add(
        each.origin.file if each.origin else "the roster",
        "is in use by somebody whose given and family names are both others. If it is the same person, give "
        "one of the names as the portal has it (harmony account show); if not, import with "
        "--accept-new-people: whoever is new begins without badge and password.",
        row=each.origin.row if each.origin else None,
        column="username",
    )
    return False


class _Naming:
    """The portal's ids of all that one source names: found or made, and whatever is new put on record."""

    def __init__(self, source: str, named: Names, rng: Rng) -> None:
        self._source = source
        self._named = named
        self._rng = rng
        self.new: list[ExternalId] = []
        self.matched: dict[ExternalKind, int] = {}

    def ids(
        self,
        kind: ExternalKind,
        wanted: Mapping[str, Hashable],
        candidates: Mapping[str, Hashable],
        is_same: Callable[[str, str], bool] = lambda _external_id, _portal_id: True,
    ) -> dict[str, str]:
        """The portal's id of each external id that is `wanted`.

        Both mappings tell what something is matched by, `candidates` by the portal's ids. Two that nothing
        else is like are the same if `is_same` says so.
        """
        named = self._named[kind]
        taken = set(named.values())
        like = _unique({each: key for each, key in candidates.items() if each not in taken})
        unknown = {each: key for each, key in wanted.items() if each not in named}
        matched = {
            external_id: like[key]
            for key, external_id in _unique(unknown).items()
            if key in like and is_same(external_id, like[key])
        }
        fresh = {each: matched.get(each) or new_id(self._rng) for each in unknown}
        self.matched[kind] = len(matched)
        self.new += [ExternalId(self._source, kind, each, own) for each, own in fresh.items()]
        return {**named, **fresh}


def _unique(keys: Mapping[str, Hashable]) -> dict[Hashable, str]:
    """Each id by its key, without those that share one."""
    counts = Counter(keys.values())
    return {key: each for each, key in keys.items() if counts[key] == 1}
