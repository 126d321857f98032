"""Bringing a database's tables up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from harmony_server.store import postgresql

SCRIPTS = Path(__file__).parent.parent / "migrations"
VERSION_TABLE = "alembic_version"


def is_current(connection: Connection) -> bool:
    """Whether every migration has been run: told without the right to write."""
    newest = max(path.name for path in (SCRIPTS / "versions").glob("[0-9]*.py")).partition("_")[0]
    if not inspect(connection).has_table(VERSION_TABLE):
        return False
    version = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608  a name of Alembic's
    return connection.execute(text(version)).scalar() == newest


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, in the transaction the connection is in.

    It must be one that may write. Of several processes that start at once one migrates and the others wait,
    and find nothing left to do.
    """
    # A seventh of what a command takes to start, and hardly ever needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415

    postgresql.lock_migrations(connection)
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
