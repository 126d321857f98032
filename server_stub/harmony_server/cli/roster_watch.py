"""The command `harmony roster watch`: a folder that rosters are dropped into, unattended."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Annotated

import typer

from harmony.findings import RosterError
from harmony.roster import Options
from harmony_server.cli.console import Refused, complain, counting, say
from harmony_server.cli.district import DATA, DataOption, District, now, opened
from harmony_server.cli.roster_mail import LANGUAGES, Recipient, tell
from harmony_server.cli.roster_options import OrphansOption, SourceOption
from harmony_server.roster import desk, work
from harmony_server.roster.inbox import SETTLED_S, Inbox
from harmony_server.roster.outcome import Accepted, MassRemoval
from harmony_server.roster.uploads import Uploads
from harmony_server.roster.work import Asked, Done
from harmony_server.store import StoreUnavailable

LOOK_EVERY_S = 5.0


def add_to(app: typer.Typer) -> None:
    """Add the command to those of `harmony roster`."""
    app.command()(watch)


def watch(  # noqa: PLR0913, PLR0917  one option each
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Where rosters arrive.")
    ],
    once: Annotated[
        bool, typer.Option("--once", help="Take what is there, and end: for cron and systemd timers.")
    ] = False,
    settled: Annotated[
        float,
        typer.Option("--settled", metavar="S", min=0, help="Seconds without a change until one is whole."),
    ] = SETTLED_S,
    mail: Annotated[
        str | None,
        typer.Option("--mail", metavar="ADDRESS", help="Whom to tell what was imported or refused."),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", help=f"Of that mail: one of {', '.join(LANGUAGES)}.")
    ] = LANGUAGES[0],
    source: SourceOption = None,
    orphans: OrphansOption = 0,
    data: DataOption = DATA,
) -> None:
    """Import every zip or folder that arrives whole, and move it on to done or refused with its report."""
    inbox = Inbox(folder, settled)
    asked = Asked(source, Options(tolerated_orphans=orphans), Accepted())
    recipient = Recipient.of(mail, language) if mail is not None else None
    with opened(data) as district:
        if mail and district.config.mail is None:
            raise Refused("The portal sends no mail: [mail] in district.toml says how it could.")
        refused = 0
        while True:
            for path in inbox.whole(time.monotonic()):
                refused += _take(district, inbox, path, asked, recipient)
            if once and (refused or not inbox.waiting()):
                break
            time.sleep(min(LOOK_EVERY_S, settled) if settled else 0)
    if refused:
        raise typer.Exit(1)


def _take(district: District, inbox: Inbox, path: Path, asked: Asked, mail: Recipient | None) -> bool:
    """Import one, and say what became of it; whether it was not imported."""
    try:
        done = _bring_in(district, path, asked)
        if isinstance(done.refusal, MassRemoval):
            _hold(district, path, done)
    except StoreUnavailable as error:
        complain(f"{path.name} stays where it is: {error}")
        return True
    to = inbox.move_on(path, done, now())
    if mail and district.config.mail and not _changes_nothing(done):
        tell(district, district.config.mail, mail, done)
    if done.refusal:
        complain(f"{path.name} was refused, and is now {to}:\n{done.refusal}")
        return True
    say(f"{path.name} was imported{_nothing(done)}, and is now {to}.")
    return False


def _hold(district: District, path: Path, done: Done) -> None:
    """The console shows it to an administrator, who can apply it anyway."""
    uploads = Uploads(district.config.data)
    try:
        desk.hold(district.store, uploads, path, done, now=now(), rng=secrets.token_bytes)
    except RosterError as error:
        complain(f"The console cannot show {path.name}: {error}")


def _bring_in(district: District, path: Path, asked: Asked) -> Done:
    asked = asked.at(district.config.usernames)
    with counting() as progress:
        return work.bring_in(
            district.store, path, asked, now=now(), rng=secrets.token_bytes, progress=progress
        )


def _nothing(done: Done) -> str:
    return " and changed nothing" if _changes_nothing(done) else ""


def _changes_nothing(done: Done) -> bool:
    return done.refusal is None and done.changes is not None and done.changes.changes_nothing
