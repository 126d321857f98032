"""What real exports do that no standard allows, done to a right one: it still says the same people."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from harmony.roster import OutTable
from harmony_server.roster.export import Style

_TRUE = {"true": ("TRUE", "1", "Yes", "true"), "false": ("FALSE", "0", "No", "false")}
_GRADES = {
    "PK": ("PreK", "PK", "Pre-K", "PR"),
    "PreKindergarten": ("PreK", "PreKindergarten"),
    "Kindergarten": ("K", "KG", "Kindergarten"),
    "KG": ("K", "KG", "Kindergarten", "0"),
}
_FLAGS = ("enabledUser", "isPrimary")
_GRADE_COLUMNS = ("grades", "grade", "Grade")
_PRIVATE = {"birthDate": "2/3/2019", "metadata.meals": "F", "home_phone": "555 0100"}
"""Columns that no portal should be sent, and are."""
_STYLES = (
    Style(folder="export/", first_line="\ufeff"),
    Style(encoding="utf-16-le", first_line="\ufeff"),
    Style(folder="Roster 2026/", first_line="sep=,\r\n"),
)


def style(rng: random.Random) -> Style:
    """How the files are written."""
    return rng.choice(_STYLES)


def irregular(tables: Iterable[OutTable], rng: random.Random) -> Iterator[OutTable]:
    """The same tables as somebody's system would write them; without a manifest."""
    for table in tables:
        if table.file != "manifest.csv":
            yield _table(table, rng)


def _table(table: OutTable, rng: random.Random) -> OutTable:
    people = any(column in table.columns for column in ("familyName", "Last_name"))
    columns = [*table.columns, *(_PRIVATE if people else ())]
    rng.shuffle(columns)
    names = {column: _header(column, rng) for column in columns}
    rows = _rows(table.rows, columns, rng, private=_PRIVATE if people else {})
    renamed = ({names[column]: value for column, value in row.items()} for row in rows)
    return OutTable(table.file, tuple(names.values()), renamed)


def _rows(
    rows: Iterable[Mapping[str, str]],
    columns: Sequence[str],
    rng: random.Random,
    private: Mapping[str, str],
) -> Iterator[Mapping[str, str]]:
    for row in rows:
        known = {**row, **private}
        yield {column: _value(column, known.get(column, ""), rng) for column in columns}
        if rng.random() < 0.02:
            yield {}


def _header(column: str, rng: random.Random) -> str:
    return rng.choice((column, column.upper(), f" {column}", column.replace("_", " ")))


def _value(column: str, value: str, rng: random.Random) -> str:
    if column in _FLAGS:
        return rng.choice(_TRUE.get(value, (value,)))
    if column in _GRADE_COLUMNS and value:
        return _grade(value, rng)
    if not value:
        return rng.choice(("", "", "", "NULL", "N/A"))
    return rng.choice((value, value, value, f" {value}", f"{value} "))


def _grade(value: str, rng: random.Random) -> str:
    number = value.lstrip("0")
    return rng.choice(_GRADES.get(value, (value, number, f"Grade {number}", f"{number}th")))
