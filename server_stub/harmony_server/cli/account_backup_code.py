"""The command `harmony account backup-code`."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from harmony.model import Role
from harmony_server.accounts import backup_codes
from harmony_server.accounts.backup_codes import A_DAY, LIFE_S, TooManyCodes
from harmony_server.cli.console import Refused, complain, say
from harmony_server.cli.district import DATA, DataOption, known_person, now, opened
from harmony_server.store import Transaction

StudentOption = Annotated[
    str,
    typer.Option("--student", "--username", metavar="ID", help="Student id, or what the roster says."),
]


def backup_code(username: StudentOption, data: DataOption = DATA) -> None:
    """Make a code by which a student signs in once, beside their number; the one before ends."""
    with opened(data) as district:
        with district.store.read() as tx:
            known = known_person(tx, username)
        if known.person.role is not Role.STUDENT or not known.can_sign_in:
            raise Refused(f"{username!r} is no student who can sign in by the latest roster.")
        pepper = district.keys().pepper

        def make(tx: Transaction) -> backup_codes.BackupCode:
            return backup_codes.make(
                tx, known.person.id, pepper=pepper, by=None, now=now(), rng=secrets.token_bytes
            )

        try:
            made = district.store.write(make)
        except TooManyCodes:
            raise Refused(f"{username!r} was given {A_DAY} codes within a day. Print a badge.") from None
    say(f"{made.code[:3]} {made.code[3:]}")
    complain(f"Good for {LIFE_S // 60} minutes and one sign-in, typed without the space.")
