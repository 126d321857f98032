"""The report on a roster: what changes, what is wrong, what was forgiven; as JSON or as a page."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from harmony.findings import Finding
from harmony.people.changes import Changes, SchoolChanges
from harmony_server.printing import write_private
from harmony_server.roster.outcome import ImportReport
from harmony_server.roster.reading import Arrival

ENDINGS = (".html", ".json")
_HEADINGS = {
    "checked": "What this roster would change",
    "imported": "What this roster changed",
    "refused": "This roster was refused",
}


@dataclass(frozen=True)
class Report:
    """All that is told about one roster. Without `people` no name of a child is in it."""

    name: str
    outcome: str
    """`checked`, `imported` or `refused`."""
    format: str = ""
    source: str = ""
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    left_out: Mapping[str, int] | None = None
    dropped: tuple[tuple[str, str], ...] = ()
    kinds: Mapping[str, Changes] | None = None
    schools: tuple[SchoolChanges, ...] = ()
    moved: int = 0
    """How many people, classes and schools have another id than before, and are the same."""
    people: tuple[tuple[str, str, str], ...] = ()
    """What changes about somebody, their username and their name."""


def refused(name: str, problems: tuple[Finding, ...]) -> Report:
    """A report on files that could not be read."""
    return Report(name, "refused", problems=problems)


def of(arrival: Arrival, report: ImportReport, outcome: str, *, refusal: str = "") -> Report:
    """A report on what an import did, would do or, for what is said as `refusal`, must not do."""
    return Report(
        name=arrival.name,
        outcome=outcome,
        format=arrival.format,
        source=report.source,
        problems=(Finding(arrival.name, refusal),) if refusal else (),
        notes=report.warnings,
        left_out=report.skipped,
        dropped=report.dropped,
        kinds=report.changes,
        schools=report.schools,
        moved=sum((report.moved or {}).values()),
        people=report.people,
    )


def write(report: Report, path: Path) -> None:
    """Write a report, as what the file's name ends in says; its owner alone can read it."""
    text = page(report) if path.suffix.lower() == ".html" else as_json(report)
    write_private(path, text.encode())


def as_json(report: Report) -> str:
    """The report for other programs."""
    content = asdict(report)
    content["dropped"] = [{"file": file, "column": column} for file, column in report.dropped]
    content["people"] = [
        dict(zip(("change", "username", "name"), each, strict=True)) for each in report.people
    ]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def page(report: Report) -> str:
    """The report as one HTML file that needs nothing else and runs nothing."""
    here = files("harmony_server.roster")
    style = (here / "report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["bar"] = partial(_bar, _longest(report))
    template = environment.from_string((here / "report.html").read_text("utf-8"))
    return template.render(
        report=report,
        heading=_HEADINGS[report.outcome],
        # What is between the tags must be what was hashed, to the byte.
        style=Markup(style),  # noqa: S704
        digest=digest,
    )


def _bar(longest: int, students: int) -> str:
    """The width of a bar of the chart, of which the longest has 100."""
    return f"{100 * students / longest:.1f}"


def _longest(report: Report) -> int:
    """How many students the chart's longest bar stands for."""
    students = [each.figures["students"] for each in report.schools if "students" in each.figures]
    return max([1, *(each.added + each.back for each in students), *(each.gone for each in students)])
