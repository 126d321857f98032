"""Every table there is: whoever goes through all of them takes `metadata` from here."""

from harmony_server.store import sign_on_tables, staff_tables
from harmony_server.store.tables import metadata

__all__ = ["metadata", "sign_on_tables", "staff_tables"]
