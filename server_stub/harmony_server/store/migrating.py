"""Bringing a database's tables up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from harmony_server.store import postgresql

SCRIPTS = Path(__file__).parent.parent / "migrations"


def is_current(connection: Connection) -> bool:
    """Whether every migration has been run: told without the right to write."""
    newest = max(path.name for path in (SCRIPTS / "versions").glob("[0-9]*.py")).partition("_")[0]
    return MigrationContext.configure(connection).get_current_revision() == newest


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, in the transaction the connection is in.

    It must be one that may write. Of several processes that start at once one migrates and the others wait,
    and find nothing left to do.
    """
    postgresql.lock_migrations(connection)
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
