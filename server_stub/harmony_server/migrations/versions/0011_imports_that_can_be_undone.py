"""What an import overwrites or ends is kept until the next one; an id of a roster may be another's later.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OLD = "SELECT kind, external_id, source, portal_id, since FROM external_ids"


def upgrade() -> None:
    """Make external ids anew, whose key has one column more, and room for what was before."""
    op.execute(sa.text(f"CREATE TABLE old_external_ids AS {OLD}"))
    op.drop_table("external_ids")
    op.create_table(
        "external_ids",
        _text("kind", 16),
        _text("external_id", 255),
        _text("source", 64),
        sa.Column("portal_id", sa.String(20), nullable=False),
        _since(),
        sa.Column("until", sa.Integer),
        sqlite_with_rowid=False,
    )
    columns = ["portal_id", "kind", "source", "since"]
    op.execute(
        sa.text(
            "INSERT INTO external_ids (kind, external_id, source, portal_id, since) "
            "SELECT kind, external_id, source, portal_id, since FROM old_external_ids"
        )
    )
    op.create_index("uq_external_ids_portal_id", "external_ids", columns, unique=True)
    op.drop_table("old_external_ids")
    _keep_what_was()
    for name, kind in (
        ("name", sa.Text),
        ("format", sa.String(32)),
        ("digest", sa.String(64)),
        ("figures", sa.Text),
        ("undoes", sa.Integer),
    ):
        op.add_column("roster_imports", sa.Column(name, kind))


def _keep_what_was() -> None:
    op.create_table(
        "former_people",
        sa.Column("id", sa.String(20), sa.ForeignKey("people.id"), primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("username", "username_key", "given_name", "family_name")
        ),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("search_key", sa.Text, nullable=False),
        _since(),
        sa.Column("was_until", sa.Integer),
    )
    op.create_table(
        "former_places",
        _text("kind", 16),
        _text("id", 20),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("school_id", sa.String(20)),
        _since(),
        sa.Column("was_until", sa.Integer),
    )


def _since() -> sa.Column[int]:
    return sa.Column(
        "since", sa.Integer, primary_key=True, nullable=False, server_default="0", autoincrement=False
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), primary_key=True)
