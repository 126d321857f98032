"""Bringing a database's tables up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent.parent / "migrations"


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, in the transaction the connection is in.

    It must be one that may write: then of several processes that start at once one migrates and the others
    wait, and find nothing left to do.
    """
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
