"""The kinds of mail: whom one is for, and what must be made anew each time it is sent.

A kind is looked up in the transaction in which a worker takes the mail. What opens something is drawn before,
and stands in the database only as its hash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from harmony.badge.token import encode_base64url
from harmony.model import Person
from harmony_server.accounts import invitations, recovery, resets
from harmony_server.badges.keys import Rng
from harmony_server.mail.letters import Letter
from harmony_server.settings.config import Config
from harmony_server.store import KnownPerson, QueuedMail, Transaction
from harmony_words import named

TOKEN_BYTES = 32


class Kind(StrEnum):
    """What a mail is about; `mail/words` has a text for each."""

    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a name
    PASSWORD_RESET = "password_reset"  # noqa: S105  the same
    """The link that sets a forgotten password, for whoever has the user name that was typed."""
    PROVE_ADDRESS = "prove_address"
    """The code that proves a recovery address."""
    INVITATION = "invitation"


@dataclass(frozen=True)
class Draws:
    """Fresh secrets, for a kind that needs one."""

    token: str
    code: str

    @classmethod
    def of(cls, rng: Rng) -> Draws:
        """Draw them."""
        return cls(encode_base64url(rng(TOKEN_BYTES)), f"{int.from_bytes(rng(8)) % 1_000_000:06}")


@dataclass(frozen=True)
class Desk:
    """What a mail is written with."""

    config: Config
    pepper: bytes
    draws: Draws
    now: float


Writer = Callable[[Transaction, QueuedMail, Person, Desk], Letter | None]


def _password_changed(_tx: Transaction, mail: QueuedMail, person: Person, _desk: Desk) -> Letter | None:
    if mail.address is None:
        return None
    return Letter(mail.kind, mail.language, mail.address, mail.message_id, person.given_name)


def _prove_address(tx: Transaction, mail: QueuedMail, person: Person, desk: Desk) -> Letter | None:
    code = desk.draws.code
    address = recovery.mint(tx, person.id, code, pepper=desk.pepper, now=desk.now)
    if address is None:
        return None
    return Letter(mail.kind, mail.language, address, mail.message_id, person.given_name, code=code)


def _invitation(tx: Transaction, mail: QueuedMail, person: Person, desk: Desk) -> Letter | None:
    if mail.address is None or not invitations.renew(tx, person.id, desk.draws.token, desk.now):
        return None
    root = f"{desk.config.portal_url}/{named(mail.language).folder}".rstrip("/")
    link = invitations.url_of(desk.draws.token, root)
    return Letter(mail.kind, mail.language, mail.address, mail.message_id, person.given_name, link=link)


def _password_reset(tx: Transaction, mail: QueuedMail, person: Person, desk: Desk) -> Letter | None:
    address = tx.recovery.of(person.id).address
    if address is None:
        return None
    resets.mint(tx, person.id, mail.id, desk.draws.token, now=desk.now)
    link = f"{desk.config.portal_url}/{named(mail.language).folder}reset/#{desk.draws.token}"
    return Letter(mail.kind, mail.language, address, mail.message_id, person.given_name, link=link)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        Kind.PASSWORD_CHANGED: _password_changed,
        Kind.PASSWORD_RESET: _password_reset,
        Kind.PROVE_ADDRESS: _prove_address,
        Kind.INVITATION: _invitation,
    }
)


def write(tx: Transaction, mail: QueuedMail, desk: Desk) -> Letter | None:
    """The letter of a mail; None if it is for nobody, or for somebody who has left."""
    known = _whose(tx, mail)
    writer = WRITERS.get(mail.kind)
    if known is None or not known.can_sign_in or writer is None:
        return None
    return writer(tx, mail, known.person, desk)


def forget(tx: Transaction, mail: QueuedMail) -> None:
    """Forget what was made for a mail that did not arrive."""
    tx.resets.forget_of_mail(mail.id)


def _whose(tx: Transaction, mail: QueuedMail) -> KnownPerson | None:
    """Whom a mail is for; what was typed as a user name is forgotten then."""
    if mail.person_id is not None:
        return tx.people.get(mail.person_id)
    known = tx.people.by_username(mail.account) if mail.account else None
    if known is not None:
        tx.mail.whose(mail.id, known.person.id)
    return known
