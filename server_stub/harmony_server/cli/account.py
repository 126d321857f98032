"""The commands `harmony account show | set-password` and `harmony audit`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from harmony.model import ExternalId, ExternalKind, Membership, Person
from harmony.passwords import PasswordRules
from harmony_server.accounts import passwords
from harmony_server.accounts.password_rules import Opens, hash_chosen, rules_for
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.cli.console import Refused, complain, say, table
from harmony_server.cli.district import DATA, DataOption, known_person, now, opened

app = typer.Typer(help="People's accounts.", no_args_is_help=True)

UsernameOption = Annotated[
    str, typer.Option("--username", metavar="NAME", help="Username, or what the roster calls them.")
]


@app.command()
def show(username: UsernameOption, data: DataOption = DATA) -> None:
    """Show what the portal knows about a person, and which apps they see."""
    with opened(data) as district, district.store.read() as tx:
        known = known_person(tx, username)
        person = known.person
        credential = tx.credentials.get(person.id)
        badge = tx.badges.issued_to(person.id)
        names = tx.external_ids.of(ExternalKind.PERSON, person.id)
        membership = tx.door.membership(person)
        visible = district.apps().visible_to(membership)
    say(
        table(
            "",
            "",
            rows=[
                *_facts(person, membership, names),
                ("in the latest roster", _yes(known.active)),
                ("password", f"set {moment(credential.changed_at)}" if credential else "none"),
                ("badge", f"issued {moment(badge.issued_at)}" if badge else "none"),
                ("apps", ", ".join(app.id for app in visible) or "none"),
            ],
        )
    )


@app.command("set-password")
def set_password(username: UsernameOption, data: DataOption = DATA) -> None:
    """Set a person's password to the line on standard input."""
    password = _typed() if sys.stdin.isatty() else _piped()
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, username).person
            rules = rules_for(tx, person, district.config, Opens.SET_BY_STAFF)
        password_hash = _hashed(password, rules)
        district.store.write(lambda tx: passwords.set_password(tx, person.id, password_hash, now()))
    if passwords.has_spaces_around(password):
        complain("Note: the password begins or ends with a space, which is part of it.")
    say("The password is set. Sessions begun with the old one have ended.")


def audit(
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="How many events.")] = 50,
    data: DataOption = DATA,
) -> None:
    """Show what happened at the door, newest first: by external id, never a name or a password."""
    with opened(data) as district, district.store.read() as tx:
        entries = tx.audit.last(last)
        names = tx.external_ids.by_portal_id(ExternalKind.PERSON)
    rows = [
        (moment(entry.at), entry.event, entry.outcome, _called(entry.person_id, names), entry.amr or "")
        for entry in entries
    ]
    say(table("when (UTC)", "event", "outcome", "person", "by", rows=rows))


def moment(time: float) -> str:
    """A time in UTC to the second."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _hashed(password: str, rules: PasswordRules) -> str:
    passwords.refuse_unusable(password)
    try:
        return hash_chosen(password, rules)
    except AccessRefused as refusal:
        if refusal.code == "password_too_short":
            raise Refused(f"The password must have at least {rules.min_length} characters.") from None
        raise Refused(
            "The password is easy to guess for somebody who knows the school. Three or four words are not."
        ) from None


def _facts(person: Person, membership: Membership, names: Sequence[ExternalId]) -> list[tuple[str, str]]:
    return [
        ("username", person.username),
        *((f"external id in {name.source}", name.id) for name in names),
        ("name", f"{person.given_name} {person.family_name}"),
        ("role", person.role.value),
        ("grades", ", ".join(person.grades) or "none"),
        ("schools", ", ".join(sorted(membership.schools)) or "none"),
        ("classes", ", ".join(sorted(membership.classes)) or "none"),
        ("enabled", _yes(person.enabled)),
    ]


def _called(person_id: str | None, names: Mapping[str, frozenset[str]]) -> str:
    """Every external id of a person; the portal's own where there is none."""
    return ", ".join(sorted(names.get(person_id or "", ()))) or person_id or ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _typed() -> str:
    password: str = typer.prompt("New password", hide_input=True, err=True)
    if typer.prompt("Once more", hide_input=True, err=True) != password:
        raise Refused("The two were not the same. Nothing was changed.")
    return password


def _piped() -> str:
    try:
        # Bytes, because what the terminal's locale is says nothing about what is piped in.
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refused("The password on standard input is not UTF-8 text.") from None
