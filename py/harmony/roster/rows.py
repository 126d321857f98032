"""One row of a roster file: its values by column, each cleaned and checked as it is taken."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from harmony.findings import NOTHING_TO_SAY, Said, said
from harmony.roster import grades
from harmony.roster.findings import Diagnostics
from harmony.spelling import visible

MAX_ID = 255
"""Characters of a sourcedId (OneRoster 1.1 GUIDs are at most 255)."""
MAX_TEXT = 128
"""Characters of a name, a title or a username: longer than any that is meant."""
NOTHING = frozenset({"NULL", "null", "(null)", "N/A", "n/a", "#N/A", "\\N", "<null>"})
"""What databases and spreadsheets write where nothing is."""
_TRUE = frozenset({"true", "1", "yes", "y", "t"})
_FALSE = frozenset({"false", "0", "no", "n", "f"})
_EATEN = re.compile(r"-?\d([.,]\d+)?E\+\d+")
"""What a spreadsheet makes of a long number."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?", re.ASCII)
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Row:
    """A row below the header. Taking a wrong value notes a problem and gives a neutral one."""

    __slots__ = ("_columns", "_diagnostics", "_values", "file", "number")

    def __init__(
        self,
        file: str,
        number: int,
        values: Sequence[str],
        columns: Mapping[str, int],
        diagnostics: Diagnostics,
    ) -> None:
        self.file = file
        self.number = number
        """As a spreadsheet counts: the header is row 1."""
        self._values = values
        self._columns = columns
        self._diagnostics = diagnostics

    def problem(self, column: str, message: Said, advice: Said = NOTHING_TO_SAY) -> None:
        """Note what has to be mended in this row."""
        self._diagnostics.problem(self.file, message, advice, row=self.number, column=column)

    def note(self, column: str, message: Said, advice: Said = NOTHING_TO_SAY) -> None:
        """Note what was read all the same."""
        self._diagnostics.note(self.file, message, advice, row=self.number, column=column)

    def optional(self, column: str) -> str:
        """A value without spaces around it, in Unicode's composed form; empty where there is none."""
        return self._short(column, self._clean(column), MAX_TEXT)

    def text(self, column: str) -> str:
        """A value that must not be empty."""
        value = self._clean(column)
        if not value:
            self.problem(column, said("is empty."), said("Fill it in."))
        return self._short(column, value, MAX_TEXT)

    def id(self, column: str) -> str:
        """An id that must be there, without what nobody can see in it."""
        value = self.optional_id(column)
        if not value:
            self._problem_of_id(column, said("is empty."), said("Fill it in."))
        return value

    def optional_id(self, column: str) -> str:
        """The same; empty where there is none."""
        return self._id(column, self._clean(column))

    def ids(self, column: str) -> tuple[str, ...]:
        """The ids of a list with commas or in JSON, each once, in their order."""
        return tuple(dict.fromkeys(each for raw in self._list(column) if (each := self._id(column, raw))))

    def word(self, column: str) -> str:
        """A word of some list, in small letters without spaces, hyphens and underscores."""
        return _word(self._clean(column))

    def flag(self, column: str) -> bool:
        """Yes or no; where nothing stands, yes."""
        value = visible(self._clean(column))
        if value in ("true", "false"):
            return value == "true"
        word = value.lower()
        if word in _TRUE or word in _FALSE or not word:
            self.note(column, _read_as(value, word))
            return word not in _FALSE
        self.problem(
            column,
            said("{value} is neither true nor false.", value=quoted(value)),
            said("Write true or false."),
        )
        return False

    def grades(self, column: str) -> tuple[str, ...]:
        """The grades of a list, in the order of `GRADES`; what is no grade is noted and is none."""
        found: set[str] = set()
        for written in self._list(column):
            grade = grades.normalised(written)
            if grade is None:
                self.note(
                    column,
                    said("{value} is no grade, and read as none.", value=quoted(written)),
                    grades.ADVICE,
                )
            elif grade:
                found.add(grade)
        return grades.ordered(found)

    def day(self, column: str) -> None:
        """A day of which the portal keeps nothing: what is not written as one is noted."""
        if not is_day(self._clean(column)):
            self.note(
                column, said("is not written like 2026-08-31. The portal keeps no dates: nothing is lost.")
            )

    def _id(self, column: str, value: str) -> str:
        seen = value if value.isascii() else visible(value)
        if len(seen) != len(value):
            self.note(column, said("holds characters that nobody can see; it is read without them."))
        if "E+" in seen and _EATEN.fullmatch(seen):
            self._problem_of_id(
                column,
                said("{value} is what a spreadsheet made of a long number.", value=quoted(seen)),
                said("Export again, and do not open the file in a spreadsheet."),
            )
        if len(seen) > MAX_ID:
            self._diagnostics.incomplete.add(self.file)
        return self._short(column, seen, MAX_ID)

    def _problem_of_id(self, column: str, message: Said, advice: Said) -> None:
        """Note that an id is damaged: whether the file has the one that others refer to cannot be told."""
        self._diagnostics.incomplete.add(self.file)
        self.problem(column, message, advice)

    def _short(self, column: str, value: str, longest: int) -> str:
        if len(value) <= longest:
            return value
        self.problem(column, said("is longer than {n} characters.", n=longest), said("Shorten it."))
        return ""

    def _list(self, column: str) -> list[str]:
        value = self._clean(column)
        if not value:
            return []
        if value.startswith("["):
            return _json_list(value)
        if value.isalnum():
            return [value]
        separator = ","
        if "," not in value:
            separator = next((each for each in ";|" if each in value), ",")
        if separator != ",":
            self.note(column, said('is a list with "{sign}", read as one with commas.', sign=separator))
        return [part for raw in value.split(separator) if (part := raw.strip())]

    def _clean(self, column: str) -> str:
        place = self._columns.get(column)
        if place is None:
            return ""
        value = self._values[place].strip()
        if not (value.isascii() and value.isprintable()):
            value = self._plain(column, value)
        return "" if value in NOTHING else value

    def _plain(self, column: str, value: str) -> str:
        """The value composed, in one line, without controls and without marks that turn the line round."""
        kept = "".join(each for each in (_plain(each) for each in value))
        if kept != value:
            self.note(column, said("holds line ends or control characters; it is read without them."))
            kept = re.sub(" {2,}", " ", kept)
        return unicodedata.normalize("NFC", kept).strip() if visible(kept) else ""


@lru_cache(maxsize=1024)
def is_day(value: str) -> bool:
    """Whether this is written like a day, or is nothing."""
    return not value or _DATE.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _word(value: str) -> str:
    """The same few words stand in a million rows."""
    return re.sub(r"[\s_-]+", "", visible(value)).lower()


def quoted(value: str) -> str:
    """A value as a finding quotes it: short enough for one line."""
    return f'"{value}"' if len(value) <= 40 else f'"{value[:39]}…"'


def _read_as(value: str, word: str) -> Said:
    """How a flag was read that is written otherwise than the standard has it."""
    if not word:
        return said("nothing is read as true.")
    if word in _FALSE:
        return said("{value} is read as false.", value=quoted(value))
    return said("{value} is read as true.", value=quoted(value))


def _plain(character: str) -> str:
    """Joiners and wide spaces are not printable to Python, but people's names need them."""
    if character in _DIRECTION_MARKS:
        return ""
    if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
        return " " if character.isspace() else ""
    return character


def _json_list(value: str) -> list[str]:
    try:
        parts = json.loads(value)
    except ValueError:
        parts = value.strip("[]").split(",")
    return [str(part).strip(" \"'") for part in parts if isinstance(part, str | int)]
