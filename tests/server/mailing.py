"""Asking for mail, and sending what lies in a district's queue."""

from __future__ import annotations

import secrets
from dataclasses import replace

from harmony_server.mail import asking
from harmony_server.mail.kinds import Kind
from harmony_server.mail.worker import MailWorker
from harmony_server.settings.mail import MailSettings, destination
from harmony_server.store import WantedMail
from tests.district import MIA, District

SENDER = "Maple Valley Schools <portal@maple.example>"
MIAS = "mia.family@mail.example"


def sending(district: District, url: str) -> MailWorker:
    """A worker of the district, with its mail going there."""
    settings = MailSettings(destination(url), SENDER)
    district.config = replace(district.config, mail=settings)
    return MailWorker(
        district.config,
        settings,
        district.store,
        district.clock,
        pepper=district.keys.pepper,
        rng=secrets.token_bytes,
    )


def ask(district: District, address: str = MIAS, language: str = "en") -> None:
    """Ask for a mail to Mia."""
    wanted = WantedMail(Kind.PASSWORD_CHANGED, language, person_id=MIA.id, address=address)
    with district.store.begin() as tx:
        assert asking.ask(tx, district.config, wanted, now=district.clock(), rng=secrets.token_bytes)
