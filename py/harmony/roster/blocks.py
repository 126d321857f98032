"""Some rows of a file below each other: most of a million are plain, and are looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from harmony.findings import said
from harmony.roster.findings import Diagnostics
from harmony.roster.header import Layout
from harmony.roster.rows import MAX_ID, NOTHING, Row

AT_ONCE = 250
"""Rows of a block: one that is not plain has as many looked at one by one."""


@dataclass(frozen=True)
class Place:
    """What holds for all rows of a file."""

    layout: Layout
    columns: Mapping[str, int]
    """Where the values of a column stand."""
    width: int
    """How many values stand in a row."""
    diagnostics: Diagnostics


class Block:
    """Rows of one file, to be taken by column where they are plain, else one by one."""

    __slots__ = ("_place", "_rows", "empty", "first")

    def __init__(self, place: Place, first: int, rows: list[list[str]]) -> None:
        self._place = place
        self._rows = rows
        self.first = first
        """The number of the first of the rows, as a spreadsheet counts."""
        self.empty = True
        """Whether nothing of it has been taken: it is blank, or was not asked for."""

    @property
    def file(self) -> str:
        """Where they stand."""
        return self._place.layout.file

    def plain(self, *columns: str) -> list[Sequence[str]] | None:
        """These columns' values, where nothing in any row needs a second look; None otherwise."""
        text = "".join(chain.from_iterable(self._rows))
        if " " in text or "E+" in text or not (text.isascii() and text.isprintable()):
            return None
        if any(len(row) != self._place.width for row in self._rows):
            return None
        values, places = list(zip(*self._rows, strict=True)), self._place.columns
        nothing = ("",) * len(self._rows)
        found: list[Sequence[str]] = [values[places[each]] if each in places else nothing for each in columns]
        if not all(map(_is_plain, found)):
            return None
        self.empty = False
        return found

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank and whose values stand under the right names."""
        place = self._place
        for number, values in enumerate(self._rows, start=self.first):
            if not any(values):
                continue
            if len(values) != place.width and not _fits(values, number, place):
                continue
            self.empty = False
            yield Row(place.layout.file, number, values, place.columns, place.diagnostics)


def _is_plain(values: Sequence[str]) -> bool:
    return NOTHING.isdisjoint(values) and max(map(len, values)) <= MAX_ID


def _fits(values: list[str], number: int, place: Place) -> bool:
    """Whether a row of another length can be read; if not, and it is not blank, why."""
    if not "".join(values).strip():
        return False
    file, width, diagnostics = place.layout.file, place.width, place.diagnostics
    if _is_only_longer(values, place):
        diagnostics.note(file, said("has more cells than the header; those are empty."), row=number)
        return True
    diagnostics.incomplete.add(file)
    if len(values) > width:
        # One separator too many shifts every value behind it: a grade would become a password.
        what = said("has {values} values under {names} names.", values=len(values), names=width)
        advice = said("A value with a separator in it needs quotes.")
    else:
        what = said("is cut: {values} values under {names} names.", values=len(values), names=width)
        advice = said("Export the file again.")
    diagnostics.problem(file, what, advice, row=number)
    return False


def _is_only_longer(values: list[str], place: Place) -> bool:
    """Whether what a row has too much is empty, and nothing in it can have been shifted.

    With a comma in a name, what was in the last column stands one further on. Where that column is always
    filled, an empty cell behind it cannot be its own.
    """
    width = place.width
    if len(values) < width or any(values[width:]):
        return False
    shifted = values[width - 1] or any(value.startswith(" ") for value in values)
    ends_needed = any(place.columns[column] == width - 1 for column in place.layout.required)
    return ends_needed or not shifted
