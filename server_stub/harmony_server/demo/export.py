"""The demo district's roster as a zip file, as a student information system would export it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from harmony_server.demo.people import Row, files

_MANIFEST = {
    "manifest.version": "1.0",
    "oneroster.version": "1.1",
    "file.academicSessions": "bulk",
    "file.classes": "bulk",
    "file.courses": "bulk",
    "file.demographics": "absent",
    "file.enrollments": "bulk",
    "file.orgs": "bulk",
    "file.users": "bulk",
    "source.systemName": "Maple Street District (invented)",
}
_HEADERS = {
    "manifest.csv": "propertyName value",
    "orgs.csv": "sourcedId status dateLastModified name type identifier parentSourcedId",
    "academicSessions.csv": (
        "sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear"
    ),
    "courses.csv": (
        "sourcedId status dateLastModified schoolYearSourcedId title courseCode grades orgSourcedId subjects "
        "subjectCodes"
    ),
    "classes.csv": (
        "sourcedId status dateLastModified title grades courseSourcedId classCode classType location "
        "schoolSourcedId termSourcedIds subjects subjectCodes periods"
    ),
    "users.csv": (
        "sourcedId status dateLastModified enabledUser orgSourcedIds role username userIds givenName "
        "familyName middleName identifier email sms phone agentSourcedIds grades password"
    ),
    "enrollments.csv": (
        "sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary "
        "beginDate endDate"
    ),
}


def write_export(path: Path) -> None:
    """Write the export: the same bytes every time."""
    manifest: list[Row] = [{"propertyName": name, "value": value} for name, value in _MANIFEST.items()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in {"manifest.csv": manifest, **files()}.items():
            # An entry is dated 1980 unless told otherwise: no clock in it.
            entry = zipfile.ZipInfo(name)
            archive.writestr(entry, _csv(_HEADERS[name].split(), rows), zipfile.ZIP_DEFLATED)


def _csv(header: list[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
