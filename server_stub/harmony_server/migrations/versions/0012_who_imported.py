"""Who had a roster imported, where somebody did it in the console.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    op.add_column("roster_imports", sa.Column("by_id", sa.String(20)))
