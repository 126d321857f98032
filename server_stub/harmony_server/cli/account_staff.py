"""The commands `harmony account invite | end-sessions`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from harmony.model import Person
from harmony_server.accounts.invitations import DAYS, NewInvitation, invite
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.cli.account import UsernameOption, moment
from harmony_server.cli.console import Refused, complain, say
from harmony_server.cli.district import (
    DATA,
    DataOption,
    District,
    known_person,
    now,
    opened,
)

_REFUSED = {
    "no_grant": "{name} holds no grant, so there is nothing to invite them to. First: harmony staff grant",
    "not_found": "{name} is not of the staff, or cannot sign in by the latest roster.",
}


def invite_(
    username: Annotated[str, typer.Argument(metavar="USER", help="Username, or what the roster calls them.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="F.pdf", dir_okay=False, help="Write a page to hand over instead."),
    ] = None,
    data: DataOption = DATA,
) -> None:
    """Make a link by which somebody of the staff sets a password and a second step, or sets them anew."""
    with opened(data) as district:
        person, made = _invited(district, username)
        url = made.url(district.config.portal_url)
        if out is not None:
            # Letters and a font that no other command should wait for.
            from harmony_server.printing.invitation import write_invitation  # noqa: PLC0415

            write_invitation(out, url=url, person=person, portal=district.config.name, until=made.expires_at)
    if out is None:
        say(url)
    else:
        say(f"The invitation is in {out}. It is a key: hand it over, and delete the file.")
    complain(f"Good until {moment(made.expires_at)} (UTC), {DAYS} days, and once.")


def end_sessions(username: UsernameOption, data: DataOption = DATA) -> None:
    """Sign somebody out everywhere."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, username).person

        def end() -> int:
            with district.store.begin() as tx:
                tx.people.lock(person.id)
                ended = tx.sessions.of_person(person.id)
                tx.sessions.end_of_people([person.id])
                tx.audit.add("sessions_ended", "ok", now=now(), person_id=person.id)
                return len(ended)

        count = end()
    say(f"{person.username} is signed out everywhere ({count} sessions).")


def _invited(district: District, username: str) -> tuple[Person, NewInvitation]:
    with district.store.read() as tx:
        person = known_person(tx, username).person
    try:
        return person, district.store.write(
            lambda tx: invite(tx, person.id, by=None, now=now(), rng=secrets.token_bytes)
        )
    except AccessRefused as refused:
        raise Refused(_REFUSED[refused.code].format(name=person.username)) from None
