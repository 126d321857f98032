"""Rows of the roster say from which import on they hold, and until which: an import counts all at once.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NOW = "(SELECT coalesce(max(id), 0) FROM roster_imports)"
LASTING = ("schools", "classes", "people")


def upgrade() -> None:
    """Number what there is by the import that counts, and make room for the next one beside it."""
    op.drop_index("uq_people_active_username", "people")
    for table in LASTING:
        op.add_column(table, _since())
        op.add_column(table, sa.Column("until", sa.Integer))
        op.execute(sa.text(f"UPDATE {table} SET until = {NOW} WHERE NOT active"))  # noqa: S608
        op.drop_column(table, "active")
    op.add_column("external_ids", _since())
    open_ = sa.text("until IS NULL")
    op.create_index("ix_people_username_key", "people", ["username_key"])
    op.create_index(
        "uq_people_username",
        "people",
        ["username_key"],
        unique=True,
        sqlite_where=open_,
        postgresql_where=open_,
    )
    op.create_table(
        "person_changes",
        _reference("id", "people"),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("username", "username_key", "given_name", "family_name")
        ),
        *(sa.Column(name, sa.String(16), nullable=False) for name in ("role", "picture", "colour")),
        sa.Column("enabled", sa.Boolean, nullable=False),
        _since(),
    )
    _renew("person_grades", _reference("person_id", "people"), _text("grade", 2))
    _renew("person_schools", _reference("person_id", "people"), _reference("school_id", "schools"))
    _renew(
        "enrollments", _reference("class_id", "classes"), _reference("person_id", "people"), _text("role", 16)
    )
    op.create_index("ix_person_schools_school_id", "person_schools", ["school_id"])
    op.create_index("ix_enrollments_person_id", "enrollments", ["person_id"])


def _renew(table: str, *columns: sa.Column[str]) -> None:
    """Make a table anew whose key has one column more."""
    names = ", ".join(column.name for column in columns)
    op.execute(sa.text(f"CREATE TABLE old_{table} AS SELECT * FROM {table}"))  # noqa: S608
    op.drop_table(table)
    until = sa.Column("until", sa.Integer)
    op.create_table(table, *columns, _since(primary_key=True), until, sqlite_with_rowid=False)
    ended = sa.text("until IS NOT NULL")
    op.create_index(f"ix_{table}_until", table, ["until"], sqlite_where=ended, postgresql_where=ended)
    op.execute(sa.text(f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table}"))  # noqa: S608
    op.drop_table(f"old_{table}")


def _since(*, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "since", sa.Integer, primary_key=primary_key, nullable=False, server_default="0", autoincrement=False
    )


def _reference(name: str, table: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), sa.ForeignKey(f"{table}.id"), primary_key=True)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), primary_key=True)
