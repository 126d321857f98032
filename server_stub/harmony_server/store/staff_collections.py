"""What staff give, print, count and take back: the collections of their work, in one place."""

from __future__ import annotations

from harmony_server.store.backup_codes import BackupCodes
from harmony_server.store.badge_counts import BadgeCounting
from harmony_server.store.collections import Collection, Collections
from harmony_server.store.operations import Operations
from harmony_server.store.print_jobs import PrintJobs
from harmony_server.store.substitutes import Substitutes


class StaffCollections(Collections):
    """A transaction's view of what staff do with students."""

    backup_codes = Collection(BackupCodes)
    operations = Collection(Operations)
    print_jobs = Collection(PrintJobs)
    substitutes = Collection(Substitutes)
    badge_counts = Collection(BadgeCounting)
