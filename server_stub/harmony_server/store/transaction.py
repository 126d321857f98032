"""One transaction's view of everything that is stored."""

from __future__ import annotations

from sqlalchemy import Connection

from harmony_server.store.audit import Audit
from harmony_server.store.badge_secrets import BadgeSecrets
from harmony_server.store.badges import Badges
from harmony_server.store.class_lists import ClassLists
from harmony_server.store.colleagues import Colleagues
from harmony_server.store.credentials import Credentials
from harmony_server.store.door import Door
from harmony_server.store.erasing import Erasing
from harmony_server.store.external_ids import ExternalIds
from harmony_server.store.grants import Grants
from harmony_server.store.history import History
from harmony_server.store.invitations import Invitations
from harmony_server.store.key_use import KeyUse
from harmony_server.store.launches import Launches
from harmony_server.store.mail import MailQueue
from harmony_server.store.named import Named
from harmony_server.store.passkey_challenges import PasskeyChallenges
from harmony_server.store.pending_requests import PendingRequests
from harmony_server.store.people import People
from harmony_server.store.places import Places
from harmony_server.store.record import Record
from harmony_server.store.recovery import RecoveryAddresses
from harmony_server.store.resets import PasswordResets
from harmony_server.store.roster import Roster
from harmony_server.store.second_steps import Passkeys, RecoveryCodes, TotpSecrets
from harmony_server.store.sessions import Sessions
from harmony_server.store.sign_ons import SignOns
from harmony_server.store.slips import Slips
from harmony_server.store.staff_collections import StaffCollections
from harmony_server.store.staging import Staged
from harmony_server.store.students import Students
from harmony_server.store.throttle import ThrottleMarks
from harmony_server.store.waiting_sign_ins import WaitingSignIns
from harmony_server.store.write_probe import WriteProbe


class Transaction(StaffCollections):
    """One transaction's view of everything stored, a collection a noun."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.door = Door(connection)
        self.people = People(connection)
        self.students = Students(connection)
        self.class_lists = ClassLists(connection)
        self.roster = Roster(connection)
        self.external_ids = ExternalIds(connection)
        self.grants = Grants(connection)
        self.colleagues = Colleagues(connection)
        self.badges = Badges(connection)
        self.badge_secrets = BadgeSecrets(connection)
        self.waiting_sign_ins = WaitingSignIns(connection)
        self.credentials = Credentials(connection)
        self.sessions = Sessions(connection)
        self.sign_ons = SignOns(connection)
        self.pending = PendingRequests(connection)
        self.launches = Launches(connection)
        self.totp = TotpSecrets(connection)
        self.passkeys = Passkeys(connection)
        self.passkey_challenges = PasskeyChallenges(connection)
        self.recovery_codes = RecoveryCodes(connection)
        self.invitations = Invitations(connection)
        self.places = Places(connection)
        self.throttle = ThrottleMarks(connection)
        self.audit = Audit(connection)
        self.record = Record(connection)
        self.key_use = KeyUse(connection)
        self.history = History(connection)
        self.mail = MailQueue(connection)
        self.staged = Staged(connection)
        self.named = Named(connection)
        self.erasing = Erasing(connection)
        self.slips = Slips(connection)
        self.recovery = RecoveryAddresses(connection)
        self.resets = PasswordResets(connection)
        self.write_probe = WriteProbe(connection)
