"""A column that SQLite is not to look things up by, where it would take the wrong one of two indexes.

It keeps no counts of values unless it is asked to (`ANALYZE`), and takes a kind for as good as an id.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement


class unindexed(ColumnElement[Any]):  # noqa: N801  as SQLAlchemy's own expressions
    """The value of a column, by which no index is used."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(unindexed)
def _as_it_stands(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **options)


@compiles(unindexed, "sqlite")
def _with_a_plus(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    # https://sqlite.org/optoverview.html: "terms … disqualified … by a unary + operator"
    return f"+{compiler.process(element.column, **options)}"
