"""What of the roster holds now. An import is written ahead of its time, and counts all at once.

Each row says from which import on it holds (`since`) and, where it does no more, until which (`until`), by
the numbers of `roster_imports`. While an import is being written, in as many short transactions as it takes,
its rows hold from a number that is not there yet; the transaction that adds the number makes them all hold.
One that breaks off leaves rows that never hold, and that the next import clears away.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Subquery, and_, func, or_, select

from harmony_server.store.tables import roster_imports

Version = ColumnElement[int] | ScalarSelect[int]

_COUNTS = select(func.coalesce(func.max(roster_imports.c.id), 0).label("version"))
VERSION: ScalarSelect[int] = _COUNTS.scalar_subquery()
"""The number of the import that counts; 0 before the first."""
LATEST: Subquery = _COUNTS.subquery("latest")
"""The same as a table of one row, `version`, for a query that asks in many places."""


def holds(table: FromClause, version: Version = VERSION) -> ColumnElement[bool]:
    """Whether a row is part of the latest roster."""
    return and_(has_begun(table, version), or_(table.c.until.is_(None), table.c.until > version))


def has_begun(table: FromClause, version: Version = VERSION) -> ColumnElement[bool]:
    """Whether a row is part of the latest roster or was of an earlier one."""
    return table.c.since <= version
