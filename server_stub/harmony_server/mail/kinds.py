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
from harmony_server.badges.keys import Rng
from harmony_server.mail.letters import Letter
from harmony_server.settings.config import Config
from harmony_server.store import QueuedMail, Transaction

TOKEN_BYTES = 32


class Kind(StrEnum):
    """What a mail is about; `mail/words` has a text for each."""

    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a name


@dataclass(frozen=True)
class Draws:
    """Fresh secrets, for a kind that needs one."""

    token: str
    code: str

    @classmethod
    def of(cls, rng: Rng) -> Draws:
        """Draw them."""
        return cls(encode_base64url(rng(TOKEN_BYTES)), f"{int.from_bytes(rng(8)) % 1_000_000:06}")


Writer = Callable[[Transaction, QueuedMail, Draws, Config, float], Letter | None]


def _password_changed(
    tx: Transaction, mail: QueuedMail, _draws: Draws, _config: Config, _now: float
) -> Letter | None:
    known = tx.people.get(mail.person_id) if mail.person_id else None
    if known is None or mail.address is None:
        return None
    name = known.person.given_name
    return Letter(mail.kind, mail.language, mail.address, mail.message_id, name)


WRITERS: Mapping[str, Writer] = MappingProxyType({Kind.PASSWORD_CHANGED: _password_changed})


def write(tx: Transaction, mail: QueuedMail, draws: Draws, config: Config, now: float) -> Letter | None:
    """The letter of a mail; None if it is for nobody."""
    writer = WRITERS.get(mail.kind)
    return writer(tx, mail, draws, config, now) if writer else None
