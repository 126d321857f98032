"""The commands `harmony mail status | test`."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from harmony.people.ids import new_id
from harmony_server.accounts.recovery import CODES_SENT
from harmony_server.accounts.resets import ASKED_PER_ACCOUNT
from harmony_server.accounts.throttle_marks import Bucket
from harmony_server.cli.account import moment
from harmony_server.cli.console import Refused, say, table
from harmony_server.cli.district import DATA, DataOption, District, now, opened
from harmony_server.mail.asking import message_id
from harmony_server.mail.letters import Letter, message_of
from harmony_server.mail.transport import NotSent, Unknown, transport
from harmony_server.settings.mail import MailSettings, is_address
from harmony_server.store import MailState, QueuedMail
from harmony_words import languages_with

SHOWN = 20
STAFF = tuple(each.code for each in languages_with(["staff-mail"]))
"""What the texts of mail to staff are written in."""
MINUTE_S = 60


def _rate(bucket: Bucket) -> str:
    return f"{bucket.capacity}, then one every {bucket.refill_interval_s / MINUTE_S:.0f} minutes"


LIMITS = (
    f"Links to set a password: {_rate(ASKED_PER_ACCOUNT)} for a user name; asking more often waits.",
    f"Codes that prove an address: {_rate(CODES_SENT)} for a person.",
    "What a mail server refuses at once stands here with its code. What it sends back later goes to sender.",
)

app = typer.Typer(help="Mail that the portal sends.", no_args_is_help=True)


@app.command()
def status(data: DataOption = DATA) -> None:
    """Show how much mail waits, was sent or failed, and why: by id, never an address."""
    with opened(data) as district:
        _settings(district)
        with district.store.read() as tx:
            counts, left = tx.mail.counts(), tx.mail.not_sent(SHOWN)
    say(table("state", "mails", rows=[(state.value, counts.get(state.value, 0)) for state in MailState]))
    if left:
        columns = ("mail", "kind", "asked (UTC)", "state", "tries", "next try", "reason")
        say("", table(*columns, rows=map(_row, left)))
    say("", *LIMITS)


@app.command("test")
def send_test(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Whom to write to.")],
    language: Annotated[str, typer.Option("--language", help=f"One of {', '.join(STAFF)}.")] = STAFF[0],
    data: DataOption = DATA,
) -> None:
    """Send a mail now, past the queue, and say what the mail server answers."""
    if not is_address(address):
        raise Refused(f"{address} is no mail address.")
    if language not in STAFF:
        raise Refused(f"There are no texts in {language!r}. There are: {', '.join(STAFF)}.")
    with opened(data) as district:
        settings = _settings(district)
        letter = Letter("test", language, address, message_id(new_id(secrets.token_bytes), settings))
        message = message_of(letter, district.config, settings, now())
    try:
        with transport(settings) as way:
            way.send(message, lambda: True)
    except NotSent as failure:
        raise Refused(f"The mail was not sent: {failure.reason}.") from None
    except Unknown:
        raise Refused("The mail server took the whole mail and did not answer.") from None
    say(f"The mail is on its way: {letter.message_id}")


def _settings(district: District) -> MailSettings:
    if district.config.mail is None:
        raise Refused("The portal sends no mail: [mail] in district.toml says how it could.")
    return district.config.mail


def _row(mail: QueuedMail) -> tuple[object, ...]:
    next_try = moment(mail.due_at) if mail.state is MailState.WAITING else ""
    return (
        *(mail.id, mail.kind, moment(mail.asked_at), mail.state.value),
        *(str(mail.attempts), next_try, mail.reason or ""),
    )
