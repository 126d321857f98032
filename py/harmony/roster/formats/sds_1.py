"""Microsoft School Data Sync's first CSV format: told apart, and refused by its name."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.findings import said
from harmony.roster.facts import Fact, Prologue
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake

NAME = "sds-1"
TITLE = "Microsoft SDS v1"
FILES: tuple[Layout, ...] = ()


def recognise(headers: Headers) -> bool:
    """Students and schools with a `SIS ID`."""
    return any(headers.has(file, "SIS ID") for file in ("school", "student", "section", "teacher"))


def read(intake: Intake) -> Iterator[Fact]:
    """Nothing but the reason."""
    intake.diagnostics.problem(
        "the files",
        said("are of School Data Sync v1, which Microsoft has retired."),
        said("Export them as School Data Sync v2.1 CSV, OneRoster 1.1 or 1.2."),
    )
    yield Prologue({}, {})
