"""Writing OneRoster's files (1EdTech, CSV tables): every column of the standard, those it requires filled.

The portal keeps neither courses nor terms, of which a class must name one each: one of each is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.model import Role
from harmony.roster.outgoing import Outgoing, OutTable

DISTRICT = "harmony-district"
_YEAR = "harmony-year"
_COURSE = "harmony-course"
_COLUMNS = {
    "manifest": "propertyName value",
    "orgs": "name type identifier parentSourcedId",
    "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
    "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
    "classes": "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
    "subjects subjectCodes periods",
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
    "users": "enabledUser orgSourcedIds role username userIds givenName familyName middleName identifier "
    "email sms phone agentSourcedIds grades password",
    "users 1.2": "enabledUser username userIds givenName familyName middleName identifier email sms phone "
    "agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName "
    "preferredFamilyName primaryOrgSourcedId pronouns",
    "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
}
_EVERY_ROW = ("sourcedId", "status", "dateLastModified")
_ABSENT = (
    "categories",
    "classResources",
    "courseResources",
    "demographics",
    "lineItems",
    "resources",
    "results",
)
_ABSENT_1_2 = (
    *_ABSENT,
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
)

Row = Mapping[str, str]


def table(name: str, rows: Iterator[Row]) -> OutTable:
    """A table of the standard."""
    before = () if name == "manifest" else _EVERY_ROW
    return OutTable(f"{name.split(maxsplit=1)[0]}.csv", (*before, *_COLUMNS[name].split()), rows)


def manifest(version: str, files: tuple[str, ...]) -> OutTable:
    """The manifest of a whole export of these files."""
    absent = _ABSENT if version == "1.1" else _ABSENT_1_2
    values = {
        "manifest.version": "1.0",
        "oneroster.version": version,
        **{f"file.{name}": "bulk" if name in files else "absent" for name in sorted((*files, *absent))},
        "source.systemName": "Harmony Portal",
        "source.systemCode": "harmony",
    }
    return table("manifest", ({"propertyName": name, "value": value} for name, value in values.items()))


def common(out: Outgoing) -> Iterator[OutTable]:
    """What 1.1 and 1.2 write alike."""
    yield table("orgs", _orgs(out))
    yield table("academicSessions", iter([_year(out)]))
    course = {"sourcedId": _COURSE, "title": "Class", "orgSourcedId": DISTRICT, "schoolYearSourcedId": _YEAR}
    yield table("courses", iter([course]))
    yield table("classes", _classes(out))
    yield table("enrollments", _enrollments(out))


def _orgs(out: Outgoing) -> Iterator[Row]:
    yield {"sourcedId": DISTRICT, "name": out.district, "type": "district"}
    for each in out.schools:
        yield {
            "sourcedId": each.external_id,
            "name": each.name,
            "type": "school",
            "parentSourcedId": DISTRICT,
        }


def _year(out: Outgoing) -> Row:
    return {
        "sourcedId": _YEAR,
        "title": f"{out.year - 1}-{out.year}",
        "type": "schoolYear",
        "startDate": f"{out.year - 1}-08-01",
        "endDate": f"{out.year}-07-31",
        "schoolYear": str(out.year),
    }


def _classes(out: Outgoing) -> Iterator[Row]:
    for each in out.classes:
        yield {
            "sourcedId": each.external_id,
            "title": each.title,
            "courseSourcedId": _COURSE,
            "classType": "scheduled",
            "schoolSourcedId": each.school,
            "termSourcedIds": _YEAR,
        }


def _enrollments(out: Outgoing) -> Iterator[Row]:
    schools = {each.external_id: each.school for each in out.classes}
    for number, each in enumerate(out.enrollments, start=1):
        yield {
            "sourcedId": f"harmony-e{number}",
            "classSourcedId": each.in_class,
            "schoolSourcedId": schools[each.in_class],
            "userSourcedId": each.person,
            "role": each.role.value,
            # Required of teachers alone: false where the portal does not know who leads.
            "primary": "false" if each.role is Role.TEACHER else "",
        }
