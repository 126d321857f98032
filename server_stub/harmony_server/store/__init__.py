"""What the server remembers. `open_store` gives a `Store`; a `Transaction` has a collection for each noun.

Nothing here decides anything: policy (throttle, sessions, badges, passwords) is in the modules above.
"""

from harmony_server.store.audit import AuditEntry
from harmony_server.store.backup_codes import BackupCodeRecord
from harmony_server.store.badge_counts import BadgeCounts
from harmony_server.store.badge_secrets import BadgeSecret, SecretTries
from harmony_server.store.badges import BadgeRecord
from harmony_server.store.class_lists import Counts
from harmony_server.store.colleagues import SoughtStaff
from harmony_server.store.copying import CopyRefused
from harmony_server.store.database import Store, open_store
from harmony_server.store.door import Visitor
from harmony_server.store.failures import StoreCollision, StoreConflict, StoreUnavailable
from harmony_server.store.finding import plain
from harmony_server.store.grants import GrantRecord
from harmony_server.store.history import SignIn
from harmony_server.store.invitations import InvitationRecord
from harmony_server.store.mail import MailState, QueuedMail, WantedMail
from harmony_server.store.operations import OperationRecord
from harmony_server.store.pending_requests import PendingRequest
from harmony_server.store.people import KnownPerson
from harmony_server.store.print_jobs import PrintJob
from harmony_server.store.record import Called, Recorded
from harmony_server.store.record import Wanted as RecordWanted
from harmony_server.store.recovery import RecoveryAddress
from harmony_server.store.resets import ResetRecord
from harmony_server.store.roster import Imported
from harmony_server.store.roster_remains import Remains
from harmony_server.store.second_steps import PasskeyRecord, TotpRecord
from harmony_server.store.sessions import NewSession, SessionRecord
from harmony_server.store.sign_ons import IssuedToken, SignOnRecord
from harmony_server.store.students import Scope, Sought
from harmony_server.store.substitutes import SubstituteRecord
from harmony_server.store.throttle import Mark
from harmony_server.store.transaction import Transaction
from harmony_server.store.waiting_sign_ins import WaitingSignIn

__all__ = [
    "AuditEntry",
    "BackupCodeRecord",
    "BadgeCounts",
    "BadgeRecord",
    "BadgeSecret",
    "Called",
    "CopyRefused",
    "Counts",
    "GrantRecord",
    "Imported",
    "InvitationRecord",
    "IssuedToken",
    "KnownPerson",
    "MailState",
    "Mark",
    "NewSession",
    "OperationRecord",
    "PasskeyRecord",
    "PendingRequest",
    "PrintJob",
    "QueuedMail",
    "RecordWanted",
    "Recorded",
    "RecoveryAddress",
    "Remains",
    "ResetRecord",
    "Scope",
    "SecretTries",
    "SessionRecord",
    "SignIn",
    "SignOnRecord",
    "Sought",
    "SoughtStaff",
    "Store",
    "StoreCollision",
    "StoreConflict",
    "StoreUnavailable",
    "SubstituteRecord",
    "TotpRecord",
    "Transaction",
    "Visitor",
    "WaitingSignIn",
    "WantedMail",
    "open_store",
    "plain",
]
