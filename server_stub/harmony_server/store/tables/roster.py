"""Who is in the district and where they belong, as rosters say.

Every id of a person, school or class is the portal's own, as `harmony.people.ids` makes them; what rosters
call them is in `external_ids` alone.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, String, Table, Text, text

from harmony_server.store.tables.base import EXTERNAL_ID, PORTAL_ID, SOURCE, metadata


def _since(*, primary_key: bool = False) -> Column[int]:
    """The import from which a row holds: see `versions`."""
    return Column(
        "since", Integer, primary_key=primary_key, nullable=False, server_default="0", autoincrement=False
    )


def _until() -> Column[int]:
    """The import from which a row holds no more."""
    return Column("until", Integer)


schools = Table(
    "schools",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("name", Text, nullable=False),
    _since(),
    _until(),
)

classes = Table(
    "classes",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("title", Text, nullable=False),
    Column("school_id", ForeignKey("schools.id"), nullable=False, index=True),
    _since(),
    _until(),
)

people = Table(
    "people",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("username", Text, nullable=False),
    Column("username_key", Text, nullable=False, index=True),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("picture", String(16), nullable=False),
    Column("colour", String(16), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("search_key", Text, nullable=False, server_default=""),
    _since(),
    _until(),
)
Index(
    # Narrow enough to be read from end to end: any part of a name finds somebody.
    "ix_people_search_key",
    people.c.role,
    people.c.search_key,
    people.c.id,
)
Index(
    # Somebody who left may have had the name that a newcomer now has.
    "uq_people_username",
    people.c.username_key,
    unique=True,
    sqlite_where=text("until IS NULL"),
    postgresql_where=text("until IS NULL"),
)

person_changes = Table(
    # What people's own rows will say once an import counts: the database copies it faster than we write.
    "person_changes",
    metadata,
    Column("id", ForeignKey("people.id"), primary_key=True),
    *(
        Column(name, Text, nullable=False)
        for name in ("username", "username_key", "given_name", "family_name")
    ),
    *(Column(name, String(16), nullable=False) for name in ("role", "picture", "colour")),
    Column("enabled", Boolean, nullable=False),
    Column("search_key", Text, nullable=False, server_default=""),
    _since(),
)

person_grades = Table(
    "person_grades",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("grade", String(2), primary_key=True),
    _since(primary_key=True),
    _until(),
    sqlite_with_rowid=False,
)

person_schools = Table(
    "person_schools",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True, index=True),
    _since(primary_key=True),
    _until(),
    sqlite_with_rowid=False,
)

enrollments = Table(
    "enrollments",
    metadata,
    Column("class_id", ForeignKey("classes.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("role", String(16), primary_key=True),
    _since(primary_key=True),
    _until(),
    sqlite_with_rowid=False,
)

for each in (person_grades, person_schools, enrollments):
    # What ended is few, and looked for to be cleared away.
    ended = text("until IS NOT NULL")
    Index(f"ix_{each.name}_until", each.c.until, sqlite_where=ended, postgresql_where=ended)

external_ids = Table(
    "external_ids",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("external_id", EXTERNAL_ID, primary_key=True),
    Column("source", SOURCE, primary_key=True),
    Column("portal_id", PORTAL_ID, nullable=False),
    _since(primary_key=True),
    _until(),
    sqlite_with_rowid=False,
)
Index(
    # Whom a system calls otherwise than before has one id at a time, and keeps the rest.
    "uq_external_ids_portal_id",
    external_ids.c.portal_id,
    external_ids.c.kind,
    external_ids.c.source,
    external_ids.c.since,
    unique=True,
)

former_people = Table(
    # What people's own rows said before the last import, so that it can be undone.
    "former_people",
    metadata,
    Column("id", ForeignKey("people.id"), primary_key=True),
    *(
        Column(name, Text, nullable=False)
        for name in ("username", "username_key", "given_name", "family_name")
    ),
    Column("role", String(16), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("search_key", Text, nullable=False),
    _since(primary_key=True),
    Column("was_until", Integer),
)

former_places = Table(
    # The same of schools and classes.
    "former_places",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("id", PORTAL_ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("school_id", PORTAL_ID),
    _since(primary_key=True),
    Column("was_until", Integer),
)

roster_imports = Table(
    "roster_imports",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("source", SOURCE, nullable=False),
    Column("name", Text),
    Column("format", String(32)),
    Column("digest", String(64)),
    Column("figures", Text),
    Column("undoes", Integer),
    Column("by_id", PORTAL_ID),
)
