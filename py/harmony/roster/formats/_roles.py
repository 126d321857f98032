"""A file of roles beside the users: OneRoster 1.2's roles.csv, and Microsoft's."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.roster.facts import GONE, Kind, LeftOut, Origin, PersonFact, PlaceFact
from harmony.roster.formats import _oneroster
from harmony.roster.header import Layout
from harmony.roster.intake import Intake


def people(intake: Intake, layout: Layout, default: tuple[str, ...]) -> Iterator[PersonFact | LeftOut]:
    """The people, without what the file of roles tells."""
    for row in intake.rows(intake.layout(layout, default)):
        person, at = row.id("sourcedId"), Origin(row.file, row.number)
        if _oneroster.is_over(row):
            yield LeftOut(Kind.PERSON, person, GONE, at)
            continue
        yield PersonFact(
            id=person,
            username=intake.username(row, default),
            given_name=row.text("givenName"),
            family_name=row.text("familyName"),
            role=None,
            grades=row.grades("grades"),
            schools=(),
            enabled=row.flag("enabledUser") if "enabledUser" in layout.columns else True,
            at=at,
        )


def places(intake: Intake, layout: Layout) -> Iterator[PlaceFact | LeftOut]:
    """Who is what in which school; a role that has ended, or is not known, is left out."""
    for row in intake.rows(layout):
        at = Origin(row.file, row.number)
        person, school, role = row.id("userSourcedId"), row.id("orgSourcedId"), _oneroster.role_of(row)
        if role is None or _oneroster.is_over(row):
            yield LeftOut(Kind.PLACE, "", GONE if role else "unknown role", at)
            continue
        primary = row.word("roleType") == "primary" or row.word("isPrimary") in ("true", "1", "yes")
        yield PlaceFact(person, role, school, row.grades("grade"), primary, at)
