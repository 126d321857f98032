"""Every table there is: whoever goes through all of them takes `metadata` from here."""

from harmony_server.store import staff_tables
from harmony_server.store.tables import metadata

__all__ = ["metadata", "staff_tables"]
