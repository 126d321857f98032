"""What was seen in a roster's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from harmony.findings import Finding, taken_apart


class Sentence(TypedDict):
    """A sentence as its translations know it."""

    text: str
    values: dict[str, str]


class Problem(TypedDict):
    """Something to mend, and where; the same as the server tells it."""

    message: str
    file: str
    row: int | None
    column: str | None
    advice: str | None
    message_said: Sentence
    advice_said: Sentence


@dataclass(frozen=True)
class Seen:
    """What files say, without what the portal has already."""

    format: str
    """What people call the format; empty where it cannot be told."""
    changes_only: bool
    """Whether the files hold only what changed since an export before."""
    counts: dict[str, int]
    """How many schools, classes, students, others and enrollments; each once, however often told."""
    problems: list[Problem]


def problem(finding: Finding) -> Problem:
    """A finding as the server tells it."""
    return Problem(
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


def nothing(findings: Sequence[Finding]) -> Seen:
    """Files that cannot be read at all."""
    return Seen("", changes_only=False, counts={}, problems=[problem(each) for each in findings])
