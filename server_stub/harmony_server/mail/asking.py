"""Putting a mail into the queue."""

from __future__ import annotations

from email.utils import parseaddr

from harmony.people.ids import new_id
from harmony_server.badges.keys import Rng
from harmony_server.settings.config import Config
from harmony_server.settings.mail import MailSettings
from harmony_server.store import Transaction, WantedMail


def ask(tx: Transaction, config: Config, wanted: WantedMail, *, now: float, rng: Rng) -> bool:
    """Have a mail sent; says whether there is a way to send any, and writes nothing where there is none."""
    if config.mail is None:
        return False
    mail_id = new_id(rng)
    tx.mail.add(wanted, mail_id=mail_id, message_id=message_id(mail_id, config.mail), now=now)
    return True


def message_id(mail_id: str, settings: MailSettings) -> str:
    """The Message-ID (RFC 5322, section 3.6.4) of a mail, however often it is tried."""
    host = parseaddr(settings.sender)[1].rpartition("@")[2]
    return f"<{mail_id}@{host}>"
