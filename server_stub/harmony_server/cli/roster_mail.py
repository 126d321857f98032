"""Telling somebody by mail what became of a roster that arrived: no name of a child is in it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from harmony.people.ids import new_id
from harmony_server.cli.console import complain
from harmony_server.cli.district import District, now
from harmony_server.mail.asking import message_id
from harmony_server.mail.letters import Letter, message_of
from harmony_server.mail.transport import NotSent, Unknown, transport
from harmony_server.roster.work import Done
from harmony_server.settings.mail import MailSettings
from harmony_words import FIRST

LANGUAGE = FIRST.code
"""The operator's, as that of every command."""
MAX_REASONS = 5


def tell(district: District, settings: MailSettings, address: str, done: Done) -> None:
    """Send it; where that fails it is only said: the roster is where it belongs all the same."""
    kind = "roster_refused" if done.refusal else "roster_imported"
    letter = Letter(
        kind,
        LANGUAGE,
        address,
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
