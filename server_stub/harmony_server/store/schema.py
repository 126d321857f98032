"""Every table there is: whoever goes through all of them takes `metadata` from here."""

from harmony_server.store import account_tables, mail_tables, sign_on_tables, staff_tables
from harmony_server.store.tables import metadata

__all__ = ["account_tables", "mail_tables", "metadata", "sign_on_tables", "staff_tables"]
