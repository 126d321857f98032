"""A OneRoster manifest: which files are whole, changes only, or absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harmony.findings import said
from harmony.roster.facts import Kind
from harmony.roster.files import stem
from harmony.roster.header import Layout
from harmony.roster.intake import Intake

KINDS = {
    "orgs": Kind.SCHOOL,
    "classes": Kind.CLASS,
    "users": Kind.PERSON,
    "roles": Kind.PERSON,
    "enrollments": Kind.ENROLLMENT,
}


def changed_only(intake: Intake, required: Sequence[Layout]) -> frozenset[Kind]:
    """The kinds of which only changes came; notes what files and manifest say differently.

    Where any file holds changes, those that did not come are unchanged. Without a manifest all is whole.
    """
    modes = _modes(intake.headers.manifest)
    if "manifest" not in intake.headers:
        intake.diagnostics.note("manifest.csv", said("is not there: the export is taken for whole (bulk)."))
    elif not modes:
        intake.diagnostics.problem("manifest.csv", said("says nothing of any file."), said("Export again."))
    for layout in required:
        _compare(intake, layout, modes.get(stem(layout.file), ""))
    if "delta" not in modes.values():
        return frozenset()
    return frozenset(kind for name, kind in KINDS.items() if modes.get(name) != "bulk")


def wanted(intake: Intake, required: Sequence[Layout]) -> list[Layout]:
    """Which of the files that make a whole roster have to be in this one."""
    modes = _modes(intake.headers.manifest)
    if "delta" not in modes.values():
        return list(required)
    return [layout for layout in required if modes.get(stem(layout.file)) in ("bulk", "delta")]


def _modes(manifest: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix("file."): mode for name, mode in manifest.items() if name.startswith("file.")}


def _compare(intake: Intake, layout: Layout, mode: str) -> None:
    came = stem(layout.file) in intake.headers
    if mode == "absent" and came:
        intake.diagnostics.problem(
            "manifest.csv",
            said("says that {file} is absent, but it is there.", file=layout.file),
            said("Export again: one of the two is old."),
        )
    elif mode not in ("", "absent", "bulk", "delta"):
        intake.diagnostics.problem(
            "manifest.csv",
            said("says of {file} neither bulk, delta nor absent.", file=layout.file),
            said("Export again."),
        )
