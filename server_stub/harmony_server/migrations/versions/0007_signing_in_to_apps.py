"""Apps sign people in by OpenID Connect: sign-ins with their codes and tokens, requests that wait, launches.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_ons",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("session_hash", sa.String(64), nullable=False, index=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("claims", sa.Text, nullable=False),
        sa.Column("amr", sa.String(16), nullable=False),
        sa.Column("auth_time", sa.Double, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False, index=True),
        sa.Column("ended_at", sa.Double),
        sa.Column("told_at", sa.Double),
    )
    op.create_table(
        "sign_on_tokens",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("sign_on_id", sa.String(22), sa.ForeignKey("sign_ons.id"), nullable=False, index=True),
        sa.Column("expires_at", sa.Double, nullable=False, index=True),
        sa.Column("used_at", sa.Double),
        sa.Column("details", sa.Text),
    )
    op.create_table(
        "pending_requests",
        sa.Column("id_hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "used_assertions",
        sa.Column("assertion_hash", sa.String(64), primary_key=True),
        sa.Column("expires_at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "launches",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False, index=True),
    )
