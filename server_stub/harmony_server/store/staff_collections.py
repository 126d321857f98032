"""What staff give, print, count and take back: the collections of their work, in one place."""

from __future__ import annotations

from sqlalchemy import Connection

from harmony_server.store.backup_codes import BackupCodes
from harmony_server.store.badge_counts import BadgeCounting
from harmony_server.store.operations import Operations
from harmony_server.store.print_jobs import PrintJobs
from harmony_server.store.substitutes import Substitutes


class StaffCollections:
    """A transaction's view of what staff do with students."""

    def __init__(self, connection: Connection) -> None:
        self.backup_codes = BackupCodes(connection)
        self.operations = Operations(connection)
        self.print_jobs = PrintJobs(connection)
        self.substitutes = Substitutes(connection)
        self.badge_counts = BadgeCounting(connection)
