"""What is told of rosters: what one would change, and what those before changed."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from harmony.findings import Finding, RosterError, taken_apart
from harmony.people.changes import Figures, SchoolChanges
from harmony_server.api.body import Closed
from harmony_server.api.times import utc
from harmony_server.roster.outcome import ImportReport, MassRemoval
from harmony_server.roster.work import Done
from harmony_server.store import Imported

MOST_PROBLEMS = 200


class Sentence(BaseModel):
    """A sentence as its translations know it: in English, with names in braces where values are."""

    text: str
    values: dict[str, str]


class ProblemTold(BaseModel):
    """Something to mend, or that was forgiven, and where; in English, and as what can be translated."""

    message: str
    file: str
    row: int | None
    column: str | None
    advice: str | None
    message_said: Sentence
    advice_said: Sentence


class SchoolTold(BaseModel):
    """What changes about the people of a school."""

    id: str
    name: str
    added: int
    changed: int
    gone: int
    back: int
    same: int
    held: bool
    """Whether so many are gone that nothing is applied before that was accepted."""


class Preview(BaseModel):
    """What a roster would change; nothing is changed yet."""

    id: str
    format: str
    version: str
    problems: list[ProblemTold]
    schools: list[SchoolTold]
    notes: list[str]
    forgiven: list[ProblemTold]
    """The same as `notes`."""
    dropped: list[str]
    """Columns that hold more than the portal may know, and were never read."""
    can_apply: bool
    needs_removals: bool
    gone: int
    """How many people would lose the door; given back as `accept_removals`."""


class PreviewTold(BaseModel):
    """A roster that was looked at."""

    preview: Preview


class HeldTold(BaseModel):
    """A roster that arrived by itself and looks short."""

    id: str
    at: str


class HeldRosters(BaseModel):
    """What waits for a decision."""

    held: list[HeldTold]


class Apply(Closed):
    """That the preview is what is wanted."""

    accept_removals: Annotated[int, Field(ge=0)] | None = None


class Undo(Closed):
    """That the last import is to be taken back."""

    accept_removals: bool = False


class ImportTold(BaseModel):
    """An import."""

    id: str
    at: str
    format: str
    added: int
    changed: int
    gone: int
    back: int
    by: str | None
    state: Literal["applied", "undone"]


class ImportDone(BaseModel):
    """The import that counts now."""

    imported: Annotated[ImportTold, Field(serialization_alias="import")]


class Imports(BaseModel):
    """The latest imports, newest first."""

    imports: list[ImportTold]
    can_undo: str | None
    usernames: list[str]
    """Columns that the district's settings take usernames from in the next; none for the format's own."""


def preview_of(upload_id: str, done: Done) -> Preview:
    """What a roster that was looked at is told as."""
    report, refusal = done.report, done.refusal
    held = isinstance(refusal, MassRemoval)
    problems = refusal.findings if isinstance(refusal, RosterError) else ()
    return Preview(
        id=upload_id,
        format=report.format,
        version="",
        problems=[_problem(each) for each in problems[:MOST_PROBLEMS]],
        schools=[_school(each, held=held) for each in report.schools],
        notes=[str(each) for each in report.notes],
        forgiven=[_problem(each) for each in report.notes],
        dropped=[": ".join(filter(None, each)) for each in report.dropped],
        can_apply=refusal is None or held,
        needs_removals=held,
        gone=people_gone(done.changes) if done.changes else 0,
    )


def people_gone(changes: ImportReport) -> int:
    """How many people would lose the door."""
    people = changes.changes.get("people")
    return people.removed if people else 0


def _problem(finding: Finding) -> ProblemTold:
    return ProblemTold(
        message=finding.message,
        file=finding.file,
        row=finding.row,
        column=finding.column,
        advice=finding.advice or None,
        message_said=_sentence(finding.message),
        advice_said=_sentence(finding.advice),
    )


def _sentence(text: str) -> Sentence:
    sentence, values = taken_apart(text)
    return Sentence(text=sentence, values=dict(values))


def _school(school: SchoolChanges, *, held: bool) -> SchoolTold:
    own = [school.figures.get(kind, Figures()) for kind in ("students", "staff")]
    sums = {
        name: sum(getattr(each, name) for each in own)
        for name in ("added", "changed", "gone", "back", "same")
    }
    return SchoolTold(id="", name=school.name, held=held and sums["gone"] > 0, **sums)


def import_told(imported: Imported, by: str | None, undone: bool) -> ImportTold:
    """An import, as it is told."""
    kinds = json.loads(imported.figures) if imported.figures else {}
    people = kinds.get("people", {})
    return ImportTold(
        id=str(imported.version),
        at=utc(imported.at),
        format=imported.format or imported.source,
        added=people.get("added", 0),
        changed=people.get("changed", 0),
        gone=people.get("removed", 0),
        back=people.get("back", 0),
        by=by,
        state="undone" if undone else "applied",
    )
