"""The table of mail that waits to be sent, or was. Every time is UTC in seconds since 1970.

No text of a mail stands here, and no link: both are made when it is sent. As in `tables`, a change takes a
migration.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table, Text

from harmony_server.store.tables import PORTAL_ID, metadata

mail_queue = Table(
    "mail_queue",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("person_id", ForeignKey("people.id"), index=True),
    # What was typed as a user name: it goes when somebody has looked whose it is.
    Column("account", Text),
    # Where it was not the person's own address at the time of sending; it goes when the mail is.
    Column("address", Text),
    Column("message_id", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Double, nullable=False),
    Column("reason", String(64)),
    Column("asked_at", Double, nullable=False),
    Column("ended_at", Double),
)
Index("ix_mail_queue_state", mail_queue.c.state, mail_queue.c.due_at)
