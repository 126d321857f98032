"""Tables: rows in an order, and some of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Order:
    """By which column a table is sorted, and which way."""

    column: str
    down: bool = False

    def pressed(self, column: str) -> Order:
        """The order after a column's heading was pressed: again is the other way round."""
        return Order(column, column == self.column and not self.down)

    def aria(self, column: str) -> str | None:
        """What `aria-sort` of a column's heading is."""
        if column != self.column:
            return None
        return "descending" if self.down else "ascending"


def sorted_rows(rows: Iterable[Row], order: Order) -> list[Row]:
    """The rows in an order; texts as people sort them, what is missing last either way."""
    there = [row for row in rows if row.get(order.column) not in (None, "")]
    missing = [row for row in rows if row.get(order.column) in (None, "")]
    return sorted(there, key=lambda row: _key(row[order.column]), reverse=order.down) + missing


def _key(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value


@cache
def folded(text: str) -> str:
    """A text without case and accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def matching(rows: Iterable[Row], typed: str, columns: Sequence[str]) -> list[Row]:
    """The rows that have every word that was typed in some of their columns."""
    words = folded(typed).split()
    return [row for row in rows if all(word in _text(row, columns) for word in words)]


def _text(row: Row, columns: Sequence[str]) -> str:
    return "\n".join(folded(str(row.get(name) or "")) for name in columns)
