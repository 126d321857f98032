"""The commands `harmony staff …`: what people may do in the portal."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Annotated

import typer

from harmony.grants import OF_A_SCHOOL, Grant, GrantKind
from harmony_server.accounts import grants
from harmony_server.cli.account import moment
from harmony_server.cli.console import Refused, say, table
from harmony_server.cli.district import DATA, DataOption, known_person, now, opened, school_meant
from harmony_server.store import SoughtStaff, Transaction

app = typer.Typer(help="What staff may do in the portal.", no_args_is_help=True)


class Kind(StrEnum):
    """The kinds of grants that are given; a teacher's follows from the roster."""

    BADGE_MANAGER = GrantKind.BADGE_MANAGER.value
    SCHOOL_LEAD = GrantKind.SCHOOL_LEAD.value
    DISTRICT_ADMINISTRATOR = GrantKind.DISTRICT_ADMINISTRATOR.value


UsernameOption = Annotated[
    str, typer.Option("--username", metavar="NAME", help="Username, or what the roster calls them.")
]
KindOption = Annotated[Kind, typer.Option("--kind", help="What they may do.")]
SchoolOption = Annotated[
    str | None, typer.Option("--school", metavar="ID", help="The school it is for, but for administrators.")
]


@app.command()
def grant(
    username: UsernameOption, kind: KindOption, school: SchoolOption = None, data: DataOption = DATA
) -> None:
    """Give somebody a grant."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, username).person
            wanted = grant_meant(tx, kind, school)
        district.store.write(
            lambda tx: grants.give(tx, person, wanted, by=None, now=now(), rng=secrets.token_bytes)
        )
    say(f"{person.username} holds it now. Next: harmony account invite {person.username} --data {data}")


@app.command()
def revoke(
    username: UsernameOption, kind: KindOption, school: SchoolOption = None, data: DataOption = DATA
) -> None:
    """Take a grant back; what its holder has open ends."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, username).person
            wanted = grant_meant(tx, kind, school)
        held = district.store.write(lambda tx: grants.take_back(tx, person, wanted, by=None, now=now()))
    if not held:
        raise Refused(f"{person.username} does not hold it.")
    say(f"{person.username} holds it no more, and is signed out everywhere.")


@app.command("list")
def list_(data: DataOption = DATA) -> None:
    """Show who was given what. What teachers may do follows from the classes that the roster says."""
    with opened(data) as district, district.store.read() as tx:
        people = tx.colleagues.find(SoughtStaff(holders=True), schools=None, count=10_000)
        steps = tx.colleagues.second_steps([person.id for person in people])
        rows = [
            (
                person.username,
                f"{person.given_name} {person.family_name}",
                record.grant.kind.value,
                _school_name(tx, record.grant.school_id),
                moment(record.given_at),
                steps.get(person.id, "not set up"),
            )
            for person in people
            for record in tx.grants.held_by(person.id)
        ]
    say(table("username", "name", "grant", "school", "given (UTC)", "second step", rows=rows))


def grant_meant(tx: Transaction, kind: Kind, school: str | None) -> Grant:
    """The grant an operator means; raises Refused where it needs a school, or is of none."""
    meant = GrantKind(kind.value)
    if (meant in OF_A_SCHOOL) is not bool(school):
        raise Refused(
            f"A {kind.value} is of a school: say --school ID."
            if not school
            else f"A {kind.value} is of no school: leave --school out."
        )
    return Grant(meant, school_meant(tx, school) if school else None)


def _school_name(tx: Transaction, school_id: str | None) -> str:
    return tx.places.schools([school_id])[school_id].name if school_id else ""
