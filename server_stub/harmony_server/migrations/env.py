"""Alembic's entry: runs the migrations on the connection, and in the transaction, it was given."""

from __future__ import annotations

from alembic import context

from harmony_server.store.schema import metadata

# SQLite can undo a CREATE TABLE; Alembic only assumes it cannot.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
