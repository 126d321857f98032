"""One transaction's view of everything that is stored."""

from __future__ import annotations

from harmony_server.store.audit import Audit
from harmony_server.store.badge_secrets import BadgeSecrets
from harmony_server.store.badges import Badges
from harmony_server.store.class_lists import ClassLists
from harmony_server.store.colleagues import Colleagues
from harmony_server.store.collections import Collection
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

    door = Collection(Door)
    people = Collection(People)
    students = Collection(Students)
    class_lists = Collection(ClassLists)
    roster = Collection(Roster)
    external_ids = Collection(ExternalIds)
    grants = Collection(Grants)
    colleagues = Collection(Colleagues)
    badges = Collection(Badges)
    badge_secrets = Collection(BadgeSecrets)
    waiting_sign_ins = Collection(WaitingSignIns)
    credentials = Collection(Credentials)
    sessions = Collection(Sessions)
    sign_ons = Collection(SignOns)
    pending = Collection(PendingRequests)
    launches = Collection(Launches)
    totp = Collection(TotpSecrets)
    passkeys = Collection(Passkeys)
    passkey_challenges = Collection(PasskeyChallenges)
    recovery_codes = Collection(RecoveryCodes)
    invitations = Collection(Invitations)
    places = Collection(Places)
    throttle = Collection(ThrottleMarks)
    audit = Collection(Audit)
    record = Collection(Record)
    key_use = Collection(KeyUse)
    history = Collection(History)
    mail = Collection(MailQueue)
    staged = Collection(Staged)
    named = Collection(Named)
    erasing = Collection(Erasing)
    slips = Collection(Slips)
    recovery = Collection(RecoveryAddresses)
    resets = Collection(PasswordResets)
    write_probe = Collection(WriteProbe)
