"""Ids of the portal's own; grades and schools of a person as rows; grants; `amr` by the words of RFC 8176.

What the roster called somebody until now becomes their external id under the source "sis", and whatever
refers to them follows. It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SOURCE = "sis"
PICTURES = ("fish", "boat", "sun", "leaf", "bell", "snail", "kite", "moon")
COLOURS = ("coral", "marigold", "teal", "sky")
MOVED = ("sessions", "badges", "credentials", "enrollments", "people", "classes", "schools")
"""What is made anew, in an order in which nothing refers to what is gone."""

Rows = list[dict[str, Any]]


def upgrade() -> None:
    """Put the old tables aside, make the new ones, and bring everything over."""
    for table in MOVED:
        # Plain copies: keys and names of constraints are free for the new tables.
        op.execute(sa.text(f"CREATE TABLE old_{table} AS SELECT * FROM {table}"))  # noqa: S608
        op.drop_table(table)
    _create_external_ids()
    _create_roster()
    _create_ways_in()
    _create_grants()
    people, schools, classes = (_name(kind, f"old_{table}") for kind, table in _KINDS)
    _move_roster(people, schools, classes)
    _move_ways_in()
    for table in MOVED:
        op.drop_table(f"old_{table}")


_KINDS = (("person", "people"), ("school", "schools"), ("class", "classes"))


def _create_external_ids() -> None:
    op.create_table(
        "external_ids",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("external_id", sa.String(255), primary_key=True),
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("portal_id", sa.String(20), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_external_ids_portal_id", "external_ids", ["portal_id", "kind", "source"], unique=True)
    op.create_table(
        "roster_imports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
    )


def _create_roster() -> None:
    op.create_table(
        "schools",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "classes",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        _reference("school_id", "schools"),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("ix_classes_school_id", "classes", ["school_id"])
    op.create_table(
        "people",
        sa.Column("id", sa.String(20), primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("username", "username_key", "given_name", "family_name")
        ),
        *(sa.Column(name, sa.String(16), nullable=False) for name in ("role", "picture", "colour")),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    _unique_where("uq_people_active_username", "people", "username_key", "active")
    op.create_table(
        "person_grades",
        _reference("person_id", "people", primary_key=True),
        sa.Column("grade", sa.String(2), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_schools",
        _reference("person_id", "people", primary_key=True),
        _reference("school_id", "schools", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_schools_school_id", "person_schools", ["school_id"])
    op.create_table(
        "enrollments",
        _reference("class_id", "classes", primary_key=True),
        _reference("person_id", "people", primary_key=True),
        sa.Column("role", sa.String(16), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_enrollments_person_id", "enrollments", ["person_id"])


def _create_ways_in() -> None:
    op.create_table(
        "credentials",
        _reference("person_id", "people", primary_key=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Double, nullable=False),
    )
    op.create_table(
        "badges",
        sa.Column("badge_id", sa.String(12), primary_key=True),
        _reference("person_id", "people"),
        sa.Column("kid", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("issued_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double),
        sa.Column("last_used_at", sa.Double),
    )
    op.create_index("ix_badges_person_id", "badges", ["person_id"])
    _unique_where("uq_badges_issued_person", "badges", "person_id", "state = 'issued'")
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _reference("person_id", "people"),
        sa.Column("amr", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("last_seen_at", sa.Double, nullable=False),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_index("ix_sessions_created_at", "sessions", ["created_at"])


def _create_grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", sa.String(20), primary_key=True),
        _reference("person_id", "people"),
        sa.Column("kind", sa.String(32), nullable=False),
        _reference("school_id", "schools", nullable=True),
        _reference("given_by", "people", nullable=True),
        sa.Column("given_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double),
    )
    op.create_index("ix_grants_person_id", "grants", ["person_id"])


def _reference(name: str, table: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    to = sa.ForeignKey(f"{table}.id")
    return sa.Column(name, sa.String(20), to, primary_key=primary_key, nullable=nullable)


def _unique_where(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)


def _name(kind: str, table: str) -> Mapping[str, str]:
    """Draw an id for each row of an old table, and keep the old one as the external id."""
    old_ids = op.get_bind().scalars(sa.text(f"SELECT id FROM {table}"))  # noqa: S608
    ids = {old: base64.urlsafe_b64encode(secrets.token_bytes(15)).decode() for old in old_ids}
    _insert(
        "external_ids",
        [{"source": SOURCE, "kind": kind, "external_id": old, "portal_id": new} for old, new in ids.items()],
    )
    return ids


def _move_roster(people: Mapping[str, str], schools: Mapping[str, str], classes: Mapping[str, str]) -> None:
    connection = op.get_bind()
    rows: Iterable[Any] = connection.execute(sa.text("SELECT id, name FROM old_schools"))
    _insert("schools", [{"id": schools[row.id], "name": row.name, "active": True} for row in rows])
    rows = connection.execute(sa.text("SELECT id, title, school_id FROM old_classes"))
    _insert(
        "classes",
        [
            {"id": classes[row.id], "title": row.title, "school_id": schools[row.school_id], "active": True}
            for row in rows
        ],
    )
    _move_people(people, schools)
    # Looked up one by one: joined, SQLite would try every class with every person.
    op.execute(
        sa.text(
            "INSERT INTO enrollments (class_id, person_id, role) SELECT DISTINCT"
            " (SELECT portal_id FROM external_ids WHERE kind = 'class' AND external_id = class_id),"
            " (SELECT portal_id FROM external_ids WHERE kind = 'person' AND external_id = person_id),"
            " role FROM old_enrollments"
        )
    )


def _move_people(people: Mapping[str, str], schools: Mapping[str, str]) -> None:
    old = sa.table(
        "old_people",
        *(sa.column(name, sa.Text) for name in ("id", "username", "username_key", "given_name")),
        *(sa.column(name, sa.Text) for name in ("family_name", "role")),
        *(sa.column(name, sa.JSON) for name in ("grades", "school_ids")),
        *(sa.column(name, sa.Boolean) for name in ("enabled", "active")),
    )
    persons: Rows = []
    grades: Rows = []
    places: Rows = []
    for row in op.get_bind().execute(sa.select(old)).mappings():
        person = dict(row)
        own = people[person["id"]]
        grades += [{"person_id": own, "grade": grade} for grade in dict.fromkeys(person.pop("grades"))]
        # Who left may have been of a school that is gone, too.
        attended = [school for school in dict.fromkeys(person.pop("school_ids")) if school in schools]
        places += [{"person_id": own, "school_id": schools[school]} for school in attended]
        persons.append(person | _picture(person["id"]) | {"id": own})
    _insert("people", persons)
    _insert("person_grades", grades)
    _insert("person_schools", places)


def _picture(old_id: str) -> dict[str, str]:
    """What is printed on the cards of the time."""
    digest = hashlib.sha256(old_id.encode()).digest()
    return {
        "picture": PICTURES[digest[0] % len(PICTURES)],
        "colour": COLOURS[digest[1] % len(COLOURS)],
    }


def _move_ways_in() -> None:
    op.alter_column("audit", "how", new_column_name="amr")
    op.alter_column("old_sessions", "how", new_column_name="amr")
    for table, columns in {
        "credentials": "password_hash, changed_at",
        "badges": "badge_id, kid, state, issued_at, ended_at, last_used_at",
        "sessions": "token_hash, amr, created_at, last_seen_at",
    }.items():
        op.execute(
            sa.text(
                f"INSERT INTO {table} (person_id, {columns}) SELECT portal_id, {columns} FROM old_{table}"  # noqa: S608
                " JOIN external_ids ON kind = 'person' AND external_id = person_id"
            )
        )
    for table in ("sessions", "audit"):
        op.execute(sa.text(f"UPDATE {table} SET amr = 'pwd' WHERE amr = 'password'"))  # noqa: S608
    op.execute(
        sa.text(
            "UPDATE audit SET person_id = (SELECT portal_id FROM external_ids"
            " WHERE kind = 'person' AND external_id = audit.person_id)"
            " WHERE person_id IN (SELECT external_id FROM external_ids WHERE kind = 'person')"
        )
    )


def _insert(table: str, rows: Rows) -> None:
    if rows:
        op.bulk_insert(sa.table(table, *(sa.column(name) for name in rows[0])), rows)
