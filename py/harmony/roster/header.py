"""What stands before the first row: lines that are no header, the separator, and the names of the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harmony.findings import NOTHING_TO_SAY, Said, said
from harmony.roster.findings import Diagnostics
from harmony.roster.text import Unreadable
from harmony.spelling import visible

SEPARATORS = ",;\t|"
_APART = re.compile(r"[\s_.-]+")
_SAID = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""A line by which Excel is told the separator; it is no row."""
_SENSITIVE = re.compile(
    r"pass(word|code)|birth|^dob$|^sex$|gender|pronoun|^race|race$|ethnic|hispanic|latino|asian|american|"
    r"hawaiian|white|^ssn|socialsec|phone|^sms$|mobile|mail|address|street|^city$|zip|postal|lunch|meal|"
    r"^frl|^iep|^ell|disab|504|homeless|contact|guardian|parent(?!sourcedid)|medical|health|income|"
    r"religion|citizen"
)
"""Folded names of columns that tell more about a child than the portal may know."""


@dataclass(frozen=True)
class Layout:
    """One file of a format: what it is called, the columns that must be there, and those that may be."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, str] | None = None
    """Folded headers seen in real files whose meaning is plain, and the column each means."""
    hint: Said = NOTHING_TO_SAY
    """What to do when a required column is missing."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that may be read."""
        return self.required + self.optional


@dataclass(frozen=True)
class Header:
    """The header of a file as it stands there."""

    names: tuple[str, ...]
    row: int
    separator: str
    before: str = ""
    """What kind of line stood before it, if one did."""


def read_header(lines: Iterator[str]) -> Header:
    """The first line that can be a header; raises Unreadable. `lines` stand behind it afterwards."""
    separated, before = None, ""
    for number, raw in enumerate(lines, start=1):
        line = raw.lstrip("\ufeff")
        if match := _SAID.fullmatch(line):
            separated, before = match[1], "sep="
        elif line.startswith("#"):
            before = line.split(None, 1)[0]
        elif line.strip(SEPARATORS + " \r\n"):
            separator = separated or max(SEPARATORS, key=line.count)
            return Header(tuple(_fields(line, separator)), number, separator, before)
    raise Unreadable(said("is empty: not even a header."), said("Export it again."))


def fold(name: str) -> str:
    """A column's name apart from capitals, spaces, hyphens, underscores, dots and what nobody sees."""
    return _APART.sub("", visible(name)).lower()


def places(header: Header, layout: Layout, diagnostics: Diagnostics) -> dict[str, int] | None:
    """Where each column that may be read stands; None, and problems, if one is missing or stands twice."""
    folded = [fold(name) for name in header.names]
    found: dict[str, int] = {}
    for column in layout.columns:
        at = [place for place, name in enumerate(folded) if name == fold(column)]
        at = at or _alike(column, header, folded, layout, diagnostics)
        if len(at) > 1:
            diagnostics.problem(
                layout.file,
                said("stands twice in the header."),
                said("Keep one."),
                row=header.row,
                column=column,
            )
            return None
        found.update((column, place) for place in at)
    _tell_dropped(header, folded, found, layout, diagnostics)
    missing = [column for column in layout.required if column not in found]
    if missing:
        _tell_missing(missing, header, bool(found), layout, diagnostics)
    return None if missing else found


def _fields(line: str, separator: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return line.split(separator)


def _alike(
    column: str, header: Header, folded: Sequence[str], layout: Layout, diagnostics: Diagnostics
) -> list[int]:
    aliases = layout.aliases or {}
    at = [place for place, name in enumerate(folded) if aliases.get(name) == column]
    for place in at:
        name = visible(header.names[place])
        diagnostics.note(
            layout.file,
            said('"{name}" is read as {column}.', name=name, column=column),
            row=header.row,
            column=column,
        )
    return at


def _tell_dropped(
    header: Header, folded: Sequence[str], found: Mapping[str, int], layout: Layout, diagnostics: Diagnostics
) -> None:
    taken = set(found.values())
    for place, name in enumerate(folded):
        if place not in taken and _SENSITIVE.search(name):
            diagnostics.drop(layout.file, visible(header.names[place])[:60])


def _tell_missing(
    missing: Sequence[str], header: Header, any_known: bool, layout: Layout, diagnostics: Diagnostics
) -> None:
    """Say once what is really there: no header at all, or one that lacks some columns."""
    names = ", ".join(missing)
    if not any_known:
        diagnostics.problem(
            layout.file,
            said("begins with a row that is no header: none of {names} is in it.", names=names),
            said("The first row must hold the names of the columns."),
            row=header.row,
        )
        return
    several = len(missing) > 1
    lacks = said("lacks the columns {names}." if several else "lacks the column {names}.", names=names)
    diagnostics.problem(layout.file, lacks, layout.hint or said("Export the file with them."), row=header.row)
