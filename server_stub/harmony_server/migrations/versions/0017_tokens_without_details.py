"""A column of tokens that nothing ever wrote goes: codes carry their own details, sealed."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Drop it."""
    op.drop_column("sign_on_tokens", "details")
