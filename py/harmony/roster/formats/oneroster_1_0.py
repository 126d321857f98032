"""OneRoster 1.0, the version before: told apart, and refused by its name."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.findings import said
from harmony.roster.facts import Fact, Prologue
from harmony.roster.formats import _oneroster
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake

NAME = "oneroster-1.0"
TITLE = "OneRoster 1.0"
FILES: tuple[Layout, ...] = ()


def recognise(headers: Headers) -> bool:
    """Users without enabledUser, and with `userId` or `agents` in the place of later columns."""
    return _oneroster.relative(headers) == "1.0"


def read(intake: Intake) -> Iterator[Fact]:
    """Nothing but the reason."""
    intake.diagnostics.problem(
        "users.csv",
        said("is of OneRoster 1.0, which has no enabledUser, whatever the manifest says."),
        said("Export the roster as OneRoster 1.1 or 1.2."),
        row=1,
    )
    yield Prologue({}, {})
