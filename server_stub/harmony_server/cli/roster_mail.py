"""Telling somebody by mail what became of a roster that arrived: no name of a child is in it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from harmony.people.ids import new_id
from harmony_server.cli.console import Refused, complain
from harmony_server.cli.district import District, now
from harmony_server.mail.asking import message_id
from harmony_server.mail.letters import Letter, message_of
from harmony_server.mail.transport import NotSent, Unknown, transport
from harmony_server.roster.work import Done
from harmony_server.settings.mail import MailSettings, is_address
from harmony_words import languages_with

LANGUAGES = tuple(each.code for each in languages_with(["staff-mail"]))
"""What such a mail can be written in."""
MAX_REASONS = 5


@dataclass(frozen=True)
class Recipient:
    """Whom it is sent to, and in what language."""

    address: str
    language: str

    @classmethod
    def of(cls, address: str, language: str) -> Recipient:
        """What somebody says on a command line; raises Refused."""
        if not is_address(address):
            raise Refused(f"{address} is no mail address.")
        if language not in LANGUAGES:
            raise Refused(f"There are no texts in {language!r}. There are: {', '.join(LANGUAGES)}.")
        return cls(address, language)


def tell(district: District, settings: MailSettings, to: Recipient, done: Done) -> None:
    """Send it; where that fails it is only said: the roster is where it belongs all the same."""
    kind = "roster_refused" if done.refusal else "roster_imported"
    letter = Letter(
        kind,
        to.language,
        to.address,
        message_id(new_id(secrets.token_bytes), settings),
        values=_values(done),
    )
    try:
        with transport(settings) as way:
            way.send(message_of(letter, district.config, settings, now()), lambda: True)
    except NotSent as failure:
        complain(f"The mail about it was not sent: {failure.reason}.")
    except Unknown:
        complain("The mail server took the mail about it, and did not answer.")


def _values(done: Done) -> Mapping[str, str]:
    if done.refusal:
        reasons = [str(each) for each in done.report.problems[:MAX_REASONS]]
        return {"file": done.report.name, "reason": " ".join(reasons)}
    people = (done.report.kinds or {})["people"]
    figures = {"added": people.added, "removed": people.removed, "changed": people.changed}
    return {"file": done.report.name, **{name: f"{count:,}" for name, count in figures.items()}}
