"""Invitations: the link by which somebody of the staff sets a password and a second step, or sets them anew.

A link is good for seven days and until it has done its work; a newer one ends it. Whoever follows it can do
nothing before the second step is set up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from harmony.badge.token import encode_base64url
from harmony.grants import Grant, GrantKind, holds, looks_after, may_hold, may_invite
from harmony.model import AuthenticationMethod, Person
from harmony.passwords import PasswordRules
from harmony.people.ids import new_id
from harmony_server.accounts import passwords, sessions
from harmony_server.accounts.grants import grants_of
from harmony_server.accounts.password_rules import Opens, refuse_weak, rules_for
from harmony_server.accounts.passwords import PasswordVerifier
from harmony_server.accounts.refusals import AccessRefused, OutOfReach
from harmony_server.accounts.second_step import standing_of
from harmony_server.accounts.sessions import Shown, token_hash
from harmony_server.accounts.sign_in import ClientContext
from harmony_server.accounts.throttle import Throttle, network_of
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.store import InvitationRecord, Store, Transaction

DAYS = 7
TOKEN_BYTES = 32
PAGE = "/staff/invitation/"
"""Where the site takes an invitation up."""


@dataclass(frozen=True)
class NewInvitation:
    """A link's secret, which is told once, and until when it is good."""

    token: str
    expires_at: float

    def url(self, portal_url: str) -> str:
        """The link."""
        return url_of(self.token, portal_url)


@dataclass(frozen=True)
class Accepted:
    """Whoever followed an invitation, and the id of the session that was begun for them."""

    person: Person
    session: str


def invite(tx: Transaction, person_id: str, *, by: Person | None, now: float, rng: Rng) -> NewInvitation:
    """Invite somebody; what they were sent before is good for nothing. `by` is None for the operator.

    Raises OutOfReach for whom `by` cannot know of, AccessRefused (`forbidden`) for whom only others invite,
    and (`no_grant`) for whom there is nothing to do here.
    """
    tx.people.lock(person_id)
    known = tx.people.get(person_id)
    if known is None or not known.can_sign_in or not may_hold(known.person.role):
        raise OutOfReach
    person, held = known.person, grants_of(tx, known.person)
    if by is not None:
        _check_reach(tx, by, person)
    if not held:
        raise AccessRefused("no_grant")
    token = encode_base64url(rng(TOKEN_BYTES))
    tx.invitations.end_of(person_id, now)
    # Nor may whoever followed it before go on.
    tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.INVITATION)
    made_by = by.id if by else None
    invitation = InvitationRecord(
        new_id(rng), token_hash(token), person_id, made_by, now, now + DAYS * 24 * 3600, None
    )
    tx.invitations.add(invitation)
    tx.audit.add("invited", "ok", now=now, person_id=person_id, by=made_by)
    return NewInvitation(token, invitation.expires_at)


def renew(tx: Transaction, person_id: str, token: str, now: float) -> bool:
    """Give the invitation that somebody has another secret, as it is sent; says whether they have one.

    What is sent again, after a try that may have arrived, ends the link before.
    """
    tx.people.lock(person_id)
    return tx.invitations.renew(person_id, token_hash(token), now)


def url_of(token: str, portal_url: str) -> str:
    """An invitation's link. The secret stands in the fragment, which no server and no log sees."""
    return f"{portal_url}{PAGE}#{token}"


def _check_reach(tx: Transaction, by: Person, person: Person) -> None:
    giver, held = grants_of(tx, by), grants_of(tx, person)
    if not looks_after(giver, person):
        raise OutOfReach
    if not invites(giver, person, held, is_set_up=standing_of(tx, person.id).is_set_up):
        raise AccessRefused("forbidden")


def invites(giver: Iterable[Grant], person: Person, held: Iterable[Grant], *, is_set_up: bool) -> bool:
    """Whether who holds `giver` invites a person who holds `held`, and has a second step if it `is_set_up`.

    Of who administers the district already, the operator alone sets the ways in anew.
    """
    theirs = tuple(held)
    is_peer = is_set_up and holds(theirs, GrantKind.DISTRICT_ADMINISTRATOR)
    return not is_peer and may_invite(giver, person, theirs)


class Invitations:
    """Takes invitations up."""

    def __init__(
        self,
        config: Config,
        store: Store,
        keys: Callable[[], KeyRing],
        now: Callable[[], float],
        rng: Rng,
        hasher: PasswordVerifier,
    ) -> None:
        self._config = config
        self._store = store
        self._now = now
        self._rng = rng
        self._hasher = hasher
        self._throttle = Throttle(keys().pepper)

    def look(self, token: str, client: ClientContext) -> Person:
        """Whom a link is for; blocks while the store works.

        Raises AccessRefused: `invitation_over` for one that is used, too old, or was never made, and
        `too_many_tries`.
        """
        outcome = self._store.write(partial(self._look, token, client))
        if isinstance(outcome, AccessRefused):
            raise outcome  # only now, after what was counted is kept
        return outcome

    async def accept(self, token: str, password: str, client: ClientContext) -> Accepted:
        """Set the password and begin a session that may set up a second step, and nothing else.

        Ends every other session of the person. Raises as `look` does, as `refuse_weak` does, and Busy.
        """
        person = await self._store.run(self.look, token, client)
        rules = await self._store.run(self._rules, person)
        lane = network_of(client.address)
        hashed = await self._hasher.hash(password, partial(refuse_weak, rules=rules), lane=lane)
        return await self._store.run(self._store.write, partial(self._accept, token, hashed, client))

    def _rules(self, person: Person) -> PasswordRules:
        with self._store.read() as tx:
            return rules_for(tx, person, self._config, Opens.WITH_SECOND_STEP)

    def _look(self, token: str, client: ClientContext, tx: Transaction) -> Person | AccessRefused:
        now = self._now()
        if (wait := self._throttle.count_invitation(tx, address=client.address, now=now)) > 0:
            return AccessRefused("too_many_tries", retry_after_s=wait)
        try:
            return self._invited(tx, token, now)
        except AccessRefused as refused:
            return refused

    def _accept(self, token: str, password_hash: str, client: ClientContext, tx: Transaction) -> Accepted:
        now = self._now()
        person = self._invited(tx, token, now)
        tx.people.lock(person.id)
        self._invited(tx, token, now)  # as it is now that nobody else can follow it
        passwords.set_password(tx, person.id, password_hash, now)
        tx.sessions.end_of_people([person.id])
        shown = Shown(AuthenticationMethod.INVITATION, device=client.device)
        session = sessions.begin(tx, person, shown, replacing=client.session, now=now, rng=self._rng)
        tx.audit.add(
            "invitation_accepted", "ok", now=now, person_id=person.id, amr=AuthenticationMethod.INVITATION
        )
        return Accepted(person, session)

    @staticmethod
    def _invited(tx: Transaction, token: str, now: float) -> Person:
        record = tx.invitations.by_hash(token_hash(token))
        known = tx.people.get(record.person_id) if record and record.is_open(now) else None
        if known is None or not known.can_sign_in or not grants_of(tx, known.person):
            raise AccessRefused("invitation_over")
        return known.person
