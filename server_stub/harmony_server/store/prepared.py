"""Statements that are written for an engine once, and handed to its driver from then on.

SQLAlchemy spends more on a statement, each time, than SQLite does on answering it. What is asked at the door
is asked thousands of times a minute, in half a dozen forms. Those are built in SQLAlchemy's terms like all
others, compiled when they are first needed, and go by the driver's own `execute` then, in the same
transaction.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from sqlalchemy import Boolean, Connection, Delete, Dialect, Insert, Select, Table, Update, bindparam, insert
from sqlalchemy.exc import DBAPIError

Statement = Select[Any] | Insert | Update | Delete


class Prepared:
    """One statement. Its parameters have the names that `bindparam` gave them; none may be a list."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._written: dict[str, _Written] = {}

    def rows(self, connection: Connection, **values: object) -> list[Any]:
        """Execute it; gives the rows, if it has any, each with its columns as attributes.

        Raises DBAPIError, as SQLAlchemy does.
        """
        dialect = connection.dialect
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = _Written(self._statement, dialect)
        driver: Any = connection.connection.dbapi_connection
        try:
            return written.rows(driver, values)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, driver, None):
                connection.invalidate(error)
            raise _wrapped(error, dialect) from error

    def first(self, connection: Connection, **values: object) -> Any:
        """The first of the rows; None if there is none. Raises as `rows` does."""
        return next(iter(self.rows(connection, **values)), None)


def inserting(table: Table, *columns: str) -> Prepared:
    """The statement that inserts one row, given these columns by their names."""
    # Inline: PostgreSQL would be asked for the row's new number.
    return Prepared(insert(table).values({name: bindparam(name) for name in columns}).inline())


class _Written:
    """A statement in the words of one engine."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._fixed: dict[str, object] = dict(compiled.params)
        self._order: list[str] | None = getattr(compiled, "positiontup", None)
        columns = {str(name): column for name, column in statement.exported_columns.items()}
        self._gives_rows = bool(columns)
        self._row: Any = namedtuple("Row", list(columns))  # type: ignore[misc]  # not known before
        self._truths = [name for name, column in columns.items() if isinstance(column.type, Boolean)]

    def rows(self, driver: Any, values: dict[str, object]) -> list[Any]:
        """Execute it on the driver's connection."""
        given = self._fixed | values if self._fixed else values
        cursor = driver.execute(self._text, [given[name] for name in self._order] if self._order else given)
        if not self._gives_rows:  # whether there are any, psycopg's cursor says only with all their columns
            return []
        return [self._with_truths(row) for row in map(self._row._make, cursor)]

    def _with_truths(self, row: Any) -> Any:
        """The same with truth values, which SQLite gives as 0 and 1."""
        return (
            row._replace(**{name: bool(getattr(row, name)) for name in self._truths}) if self._truths else row
        )


def _wrapped(error: Exception, dialect: Dialect) -> BaseException:
    # Neither the statement nor what it was given: no error message or log may repeat them.
    return DBAPIError.instance(
        None, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )
