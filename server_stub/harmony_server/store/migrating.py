"""Bringing a database's tables up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, text

SCRIPTS = Path(__file__).parent.parent / "migrations"

_LOCK = 0x48_41_52_4D  # "HARM": any fixed number of our own serves as the lock's name


def migrate(connection: Connection) -> None:
    """Run every migration that is missing, in the transaction the connection is in.

    Of several processes that start at once one migrates and the others wait: on SQLite because the
    transaction began with the right to write, on PostgreSQL by an advisory lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
