"""From a stream of facts to a whole roster, in memory: every reference in it leads to something in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sized

from harmony.model import PORTAL_ROLES, Role
from harmony.roster import grades
from harmony.roster.collecting import STANDING, Collected, Individual
from harmony.roster.facts import GONE, Fact, Kind, Origin
from harmony.roster.findings import Diagnostics
from harmony.roster.references import PLURAL, FoldedIds, Orphans, tell_alike
from harmony.roster.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool, Standing
from harmony.roster.rows import quoted
from harmony.spelling import folded


def assemble(
    facts: Iterable[Fact],
    diagnostics: Diagnostics,
    *,
    tolerated_orphans: int = 0,
    standing: Standing,
) -> Roster:
    """The roster that facts make; `standing` gives what stands where they hold only what changed.

    Raises RosterError with everything that has to be mended.
    """
    collected = Collected(diagnostics, standing)
    for fact in facts:
        collected.take(fact)
    return _Assembly(collected).roster(tolerated_orphans)


class _Assembly:
    """Follows every reference of a collection, in the order in which kinds refer to each other."""

    def __init__(self, collected: Collected) -> None:
        self._all = collected
        self._diagnostics = collected.diagnostics
        self._orphans = Orphans(collected.prologue, collected.diagnostics)
        self._alike: dict[Kind, FoldedIds] = {}
        self._usernames: dict[str, Origin] = {}

    def roster(self, tolerated_orphans: int) -> Roster:
        everything = self._all
        schools = tuple(RosterSchool(each.id, each.name) for each in everything.schools.values())
        self._place_people()
        people = tuple(self._people())
        classes = tuple(self._classes())
        enrollments = tuple(self._enrollments({each.external_id: each.role for each in people}))
        self._orphans.judge(tolerated_orphans)
        self._refuse_nobody(schools, people)
        self._tell_alike()
        read = self._diagnostics.read()
        return Roster(schools, classes, people, enrollments, read.left_out, read.notes, read.dropped)

    def _place_people(self) -> None:
        """Give every place to its person."""
        for place in self._all.places:
            person = self._found(Kind.PERSON, self._all.people, place.person, place.at)
            if person:
                self._all.people[person].places.append(place)

    def _people(self) -> Iterable[RosterPerson]:
        for person_id, each in self._all.people.items():
            role = self._role(each)
            if role in PORTAL_ROLES:
                self._own_username(each)
                yield self._person(each, role)
            else:
                why = role.value if role else "no role"
                self._all.left_out[Kind.PERSON][person_id] = why
                self._diagnostics.left_out[why] += 1

    def _role(self, each: Individual) -> Role | None:
        """What somebody is: by their row, or by the first of their places here that is primary."""
        here = [place for place in each.places if place.role in PORTAL_ROLES] or each.places
        if not here:
            return each.fact.role
        first = next((place for place in here if place.primary), here[0])
        if not first.primary and len({place.role for place in here}) > 1:
            self._diagnostics.note(
                first.at.file,
                "has several roles of one person and none is primary: the first counts.",
                row=first.at.row,
            )
        return first.role

    def _person(self, each: Individual, role: Role) -> RosterPerson:
        fact = each.fact
        placed = {place.school: place.at for place in each.places if place.role in PORTAL_ROLES}
        found = each.grades.union(*(place.grades for place in each.places))
        return RosterPerson(
            external_id=fact.id,
            username=fact.username,
            given_name=fact.given_name,
            family_name=fact.family_name,
            role=role,
            grades=grades.ordered(found) if role is Role.STUDENT else (),
            schools=self._schools({**each.schools, **placed}),
            enabled=fact.enabled,
            origin=fact.at,
        )

    def _schools(self, references: Mapping[str, Origin]) -> tuple[str, ...]:
        found = (self._found(Kind.SCHOOL, self._all.schools, each, at) for each, at in references.items())
        return tuple(dict.fromkeys(school for school in found if school))

    def _own_username(self, each: Individual) -> None:
        fact = each.fact
        earlier = self._usernames.setdefault(folded(fact.username), fact.at)
        if earlier is fact.at or not fact.username:
            return
        where = f"row {earlier.row}" if earlier.file == fact.at.file else f"{earlier.file}, row {earlier.row}"
        self._diagnostics.problem(
            fact.at.file,
            f"has the username of {where}.",
            "Give one of the two another; capitals, kinds of digits and what nobody sees make no difference.",
            row=fact.at.row,
        )

    def _classes(self) -> Iterable[RosterClass]:
        for each in self._all.classes.values():
            school = self._found(Kind.SCHOOL, self._all.schools, each.school, each.at)
            if school:
                yield RosterClass(each.id, each.title, school)
                continue
            self._all.left_out[Kind.CLASS][each.id] = GONE
            self._diagnostics.left_out[Kind.CLASS.value] += 1
            if self._all.left_out[Kind.SCHOOL].get(each.school) == "organisation":
                column = self._orphans.column(each.at, Kind.SCHOOL).column
                self._diagnostics.problem(
                    each.at.file,
                    f"{quoted(each.school)} is no school.",
                    "A class must belong to a school.",
                    row=each.at.row,
                    column=column,
                )

    def _enrollments(self, roles: Mapping[str, Role]) -> Iterable[RosterEnrollment]:
        classes = self._all.classes.keys() - self._all.left_out[Kind.CLASS].keys()
        found: dict[RosterEnrollment, None] = {}
        for (in_class, person, written), at in self._all.enrollments.items():
            class_id = self._found(Kind.CLASS, classes, in_class, at)
            person_id = self._found(Kind.PERSON, roles, person, at)
            role = written or (roles[person_id] if person_id else None)
            if class_id and person_id and role in PORTAL_ROLES:
                found[RosterEnrollment(class_id, person_id, role)] = None
            elif at is not STANDING:
                self._diagnostics.left_out["enrollment"] += 1
        return found

    def _found(self, kind: Kind, known: Collection[str], reference: str, at: Origin) -> str:
        """The id that a reference leads to; empty if that is left out or is nowhere, which is then noted."""
        if reference in known:
            return reference
        if not reference or reference in self._all.left_out[kind]:
            return ""
        if kind not in self._alike:
            self._alike[kind] = FoldedIds(known)
        alike = self._alike[kind].like(reference)
        if alike is not None and alike in known:
            column = self._orphans.column(at, kind).column
            self._diagnostics.note(
                at.file,
                "writes ids in other capitals; each is read as the one it looks like.",
                row=at.row,
                column=column,
            )
            return alike
        if at is not STANDING:
            self._orphans.add(kind, reference, at)
        return ""

    def _refuse_nobody(self, schools: Sized, people: Sized) -> None:
        """A roster without people or schools is a broken export; one without classes is only odd."""
        if len(self._diagnostics.problems):
            return
        for kind, found in ((Kind.SCHOOL, schools), (Kind.PERSON, people)):
            if not len(found):
                self._diagnostics.problem(
                    "the files",
                    f"hold no {PLURAL[kind]} that have a place in the portal.",
                    "Is the export whole?",
                )

    def _tell_alike(self) -> None:
        for kind, known in (
            (Kind.SCHOOL, self._all.schools),
            (Kind.CLASS, self._all.classes),
            (Kind.PERSON, self._all.people),
        ):
            tell_alike(kind, known, self._diagnostics)
