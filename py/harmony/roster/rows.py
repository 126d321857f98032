"""One row of a roster file: its values by column, each checked as it is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from harmony.roster.findings import Findings
from harmony.spelling import visible

MAX_ID = 255
"""Characters of a sourcedId (OneRoster 1.1 GUIDs are at most 255)."""
MAX_TEXT = 128
"""Characters of a name, a title or a username: longer than any that is meant."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Row:
    """A row below the header. Taking a wrong value notes a finding and gives a neutral one."""

    __slots__ = ("_columns", "_file", "_findings", "_values", "number")

    def __init__(
        self, file: str, number: int, values: Sequence[str], columns: Mapping[str, int], findings: Findings
    ) -> None:
        self._file = file
        self.number = number
        """As a spreadsheet counts: the header is row 1."""
        self._values = values
        self._columns = columns
        self._findings = findings

    def note(self, column: str, message: str) -> None:
        """Add a finding about this row."""
        self._findings.add(self._file, message, row=self.number, column=column)

    def optional(self, column: str, longest: int = MAX_TEXT) -> str:
        """A value without spaces around it, in Unicode's composed form; empty where there is none."""
        return self._checked(column, self._composed(column), longest)

    def text(self, column: str, longest: int = MAX_TEXT) -> str:
        """A value that must not be empty."""
        return self._there(column, self._composed(column), longest)

    def id(self, column: str) -> str:
        """A sourcedId that must be there, without what nobody can see in it."""
        return self._there(column, visible(self._composed(column)), MAX_ID)

    def optional_id(self, column: str) -> str:
        """The same; empty where there is none."""
        return self._checked(column, visible(self._composed(column)), MAX_ID)

    def ids(self, column: str) -> tuple[str, ...]:
        """The sourcedIds of a list with commas, each once, in their order."""
        value = self.optional(column, 64 * MAX_ID)
        return tuple(dict.fromkeys(part for raw in value.split(",") if (part := visible(raw))))

    def username(self) -> str:
        """What is typed at the password form, without what nobody can see in it."""
        return self._there("username", visible(self._composed("username")), MAX_TEXT)

    def _composed(self, column: str) -> str:
        place = self._columns.get(column)
        value = "" if place is None else self._values[place].strip()
        if value.isascii():
            return value
        return unicodedata.normalize("NFC", value) if visible(value) else ""

    def _there(self, column: str, value: str, longest: int) -> str:
        if not value:
            self.note(column, "is empty.")
        return self._checked(column, value, longest)

    def _checked(self, column: str, value: str, longest: int) -> str:
        if len(value) > longest:
            self.note(column, f"has {len(value):,} characters; at most {longest} can be read.")
            return ""
        if not value.isprintable() and (odd := _unwanted(value)):
            self.note(column, f"holds the control character U+{ord(odd):04X}.")
            return ""
        return value

    def flag(self, column: str) -> bool:
        """`true` or `false`, in any case."""
        value = visible(self.text(column)).lower()
        if value not in ("true", "false", ""):
            self.note(column, f"{shown(value)} is neither true nor false.")
        return value == "true"

    def choice(self, column: str, choices: Sequence[str]) -> str:
        """One of `choices`, in any case; empty if it is none of them."""
        value = visible(self.text(column)).lower()
        if value in choices:
            return value
        if value:
            self.note(column, f"{shown(value)} is not known. Known are {', '.join(choices)}.")
        return ""

    def day(self, column: str) -> date | None:
        """A date written as ISO 8601 says: 2026-08-31. None where there is none or a wrong one."""
        value = self.optional(column)
        if not value:
            return None
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.note(column, f"{shown(value)} is not a date. Write it like 2026-08-31.")
        return None


def shown(value: str) -> str:
    """A value as a finding quotes it: short enough for one line."""
    return f'"{value}"' if len(value) <= 40 else f'"{value[:39]}…"'


def _unwanted(value: str) -> str | None:
    """The first character that can only be a mistake or a trick: a control or one that turns the line round.

    Joiners and wide spaces are not printable to Python either, but people's names need them.
    """
    for character in value:
        if unicodedata.category(character) in ("Cc", "Zl", "Zp") or character in _DIRECTION_MARKS:
            return character
    return None
