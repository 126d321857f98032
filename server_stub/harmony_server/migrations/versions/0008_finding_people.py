"""People found by any part of a name, and what happened to them found by what it was.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def upgrade() -> None:
    """Add the columns, write what people are found by, and make the indexes."""
    for table in ("people", "person_changes"):
        op.add_column(table, sa.Column("search_key", sa.Text, nullable=False, server_default=""))
    _write_keys()
    op.create_index("ix_people_search_key", "people", ["role", "search_key", "id"])
    op.add_column("audit", sa.Column("note", sa.String(64)))
    op.drop_index("ix_audit_person_id", "audit")
    op.create_index("ix_audit_person_id", "audit", ["person_id", "event", "at"])


def _write_keys() -> None:
    names = ("given_name", "family_name", "username_key")
    people = sa.table("people", *map(sa.column, ("id", "search_key", *names)))
    connection = op.get_bind()
    rows = connection.execute(sa.select(people)).mappings().all()
    found_by = [{"who": row["id"], "key": "".join(f" {_plain(row[name])}" for name in names)} for row in rows]
    if found_by:
        who = people.c.id == sa.bindparam("who")
        connection.execute(sa.update(people).where(who).values(search_key=sa.bindparam("key")), found_by)


def _plain(text: str) -> str:
    """Nearly as rosters write it; where it differs, the next roster writes it anew."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(STROKES)
