"""Opening an account: by a slip's code and the student id that belongs to it, once.

Whatever of the two is wrong, the refusal is the same. A code is kept as an HMAC under the district's pepper:
whoever has a copy of the database alone cannot try the codes that there are. Guesses are counted by address
before they are looked at, and given back when they were right: a class of thirty behind one address is in
nobody's way.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from harmony.model import AuthenticationMethod, Person, Role
from harmony.people.slip_code import new_slip_code, read_slip_code
from harmony.spelling import folded
from harmony_server.accounts import passwords, recovery, sessions
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sessions import Shown, TimeLeft
from harmony_server.accounts.sign_in import ClientContext, SignedIn
from harmony_server.accounts.throttle import Throttle, network_of
from harmony_server.accounts.throttle_marks import Bucket
from harmony_server.badges.keys import Rng
from harmony_server.settings.config import Config
from harmony_server.store import Store, Transaction

CLAIMS_PER_ADDRESS = Bucket(capacity=300, refill_interval_s=2)
"""Wrong pairs of code and student id from one address: 43 500 in the first day, 43 200 in each other."""
MADE, CLAIMED = "slip_made", "account_claimed"
DAY_S = 24 * 3600


@dataclass(frozen=True)
class NewSlip:
    """A slip to be printed: nobody can read its code again."""

    person: Person
    code: str
    expires_at: float


@dataclass(frozen=True)
class Chosen:
    """What somebody who opens an account has chosen."""

    password_hash: str
    recovery_address: str | None = None


class Claims:
    """Makes slips, and opens accounts by them."""

    def __init__(self, config: Config, pepper: bytes, rng: Rng) -> None:
        self._config, self._pepper, self._rng = config, pepper, rng
        self._throttle = Throttle(pepper)

    def may_claim(self, person: Person) -> bool:
        """Whether somebody opens an account by a slip here: a student of the grades that are set."""
        return person.role is Role.STUDENT and bool({*person.grades} & {*self._config.claiming.grades})

    def make_slips(
        self, store: Store, people: Collection[Person], *, now: float, by: str | None = None
    ) -> list[NewSlip]:
        """Make a slip for each of some people; the ones before are void."""
        expires_at = now + self._config.claiming.slip_days * DAY_S
        codes = {person.id: new_slip_code(self._rng) for person in people}
        hashes = {person_id: self._hash(code) for person_id, code in codes.items()}
        store.write(lambda tx: _write_slips(tx, hashes, now=now, expires_at=expires_at, by=by))
        return [NewSlip(person, codes[person.id], expires_at) for person in people]

    def look(
        self, tx: Transaction, typed: str, username: str, client: ClientContext, now: float
    ) -> Person | AccessRefused:
        """Whose slip it is, if the student id goes with it; nothing of it is used up.

        A refusal is given rather than raised, so that what was counted is kept.
        """
        code = read_slip_code(typed)
        if code is None:  # a slip of the pen: there is nothing that it could find
            return AccessRefused("wrong_claim")
        where = ("claim", network_of(client.address))
        reservation = self._throttle.reserve_rate(tx, {where: CLAIMS_PER_ADDRESS}, now)
        if reservation.wait_s > 0:
            return AccessRefused("too_many_tries", retry_after_s=reservation.wait_s)
        person = self._person(tx, code, username, now)
        if person is None:
            return AccessRefused("wrong_claim")
        self._throttle.give_back(tx, reservation)
        return person

    def complete(
        self, tx: Transaction, person: Person, typed: str, chosen: Chosen, client: ClientContext, now: float
    ) -> SignedIn:
        """Set the password, use up the slip, sign in. Raises AccessRefused `wrong_claim`."""
        tx.people.lock(person.id)
        code = read_slip_code(typed) or ""
        if self._person(tx, code, person.username, now) is None:
            raise AccessRefused("wrong_claim")
        tx.slips.end([person.id])
        passwords.set_password(tx, person.id, chosen.password_hash, now)
        if chosen.recovery_address:
            recovery.propose(tx, person.id, chosen.recovery_address)
        tx.audit.add(CLAIMED, "ok", now=now, person_id=person.id)
        shown = Shown(AuthenticationMethod.PASSWORD, device=client.device)
        session = sessions.begin(tx, person, shown, replacing=client.session, now=now, rng=self._rng)
        membership = tx.door.membership(person)
        limits = sessions.limits_of(tx, person, membership, self._config.limits_for)
        return SignedIn(person, membership, session, TimeLeft(limits.idle_s, limits.max_s), None)

    def _person(self, tx: Transaction, code: str, username: str, now: float) -> Person | None:
        slip = tx.slips.get(self._hash(code))
        known = tx.people.get(slip.person_id) if slip and now < slip.expires_at else None
        if known is None or not known.can_sign_in or folded(known.person.username) != folded(username):
            return None
        return known.person

    def _hash(self, code: str) -> str:
        return hmac.new(self._pepper, f"slip\0{code}".encode(), "sha256").hexdigest()


def _write_slips(
    tx: Transaction, hashes: Mapping[str, str], *, now: float, expires_at: float, by: str | None
) -> None:
    tx.people.lock(*hashes)
    tx.slips.put(hashes, now=now, expires_at=expires_at)
    for person_id in hashes:
        tx.audit.add(MADE, "ok", now=now, person_id=person_id, by=by)
