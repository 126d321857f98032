"""What is wrong in files that somebody can mend: where it is, what it is, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harmony.errors import HarmonyError


class Said(str):
    """A sentence about a file: in another language it is the same sentence with the same values in it."""

    __slots__ = ("sentence", "values")

    def __new__(cls, sentence: str, values: Mapping[str, str]) -> Said:
        """The sentence in English, with its values."""
        text = super().__new__(cls, sentence.format_map(values) if values else sentence)
        text.sentence, text.values = sentence, values
        return text

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override]
        """What a copy is made of."""
        return self.sentence, self.values

    sentence: str
    """In English, with a name in braces where a value is: what translations know it by."""
    values: Mapping[str, str]


def said(sentence: str, /, **values: object) -> Said:
    """A sentence, with values for what stands in braces in it; numbers with their thousands apart."""
    return Said(sentence, {name: _written(value) for name, value in values.items()})


def taken_apart(text: str) -> tuple[str, Mapping[str, str]]:
    """The sentence of a text and its values; of one that nobody translates, the text itself and none."""
    return (text.sentence, text.values) if isinstance(text, Said) else (text, {})


def _written(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


NOTHING_TO_SAY = said("")


@dataclass(frozen=True)
class Finding:
    """One thing to mend in a file. What has one cause is one finding, however many rows it meets."""

    file: str
    message: str
    row: int | None = None
    """The first row it is in, as a spreadsheet shows it: the header is row 1."""
    column: str | None = None
    advice: str = ""
    """What to do, where the message does not say it already."""
    count: int = 1
    """How many rows it is in."""

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        more = f"(In {self.count:,} rows.)" if self.count > 1 else ""
        said = " ".join(part for part in (self.message, self.advice, more) if part)
        return f"{', '.join(place)}: {said}"


class FindingsError(HarmonyError):
    """Input refused whole, with every finding that was made before giving up."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


class RosterError(FindingsError):
    """Roster files that cannot be imported; nothing of them was."""

    code = "roster_refused"


class AppsError(FindingsError):
    """An app catalogue that cannot be used."""

    code = "apps_refused"
