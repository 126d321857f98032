"""The commands `harmony person …`: what becomes of people, as such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from harmony_server.accounts.holdings import holdings_of
from harmony_server.cli.account import moment
from harmony_server.cli.console import Refused, complain, say
from harmony_server.cli.district import DATA, DataOption, known_person, now, opened
from harmony_server.printing import new_private
from harmony_server.roster.erasing import count_gone, erase_gone, erase_person

app = typer.Typer(help="People, whether they are in the roster or have left it.", no_args_is_help=True)


StudentOption = Annotated[
    str, typer.Option("--student", metavar="ID", help="Student id, username, or what the roster says.")
]


@app.command()
def show(student: StudentOption, data: DataOption = DATA) -> None:
    """Show everything the portal holds about a person, in plain words."""
    for line in _in_words(_held(student, data)):
        say(line)


@app.command()
def export(
    student: StudentOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.json", help="A new file to write.")],
    data: DataOption = DATA,
) -> None:
    """Write everything the portal holds about a person as JSON, for whoever has a right to it."""
    held = _held(student, data)
    with new_private(out) as file:
        json.dump(held, file, ensure_ascii=False, indent=2)
    say(f"Wrote {out}. It is its owner's alone; times are in seconds since 1970.")


@app.command()
def erase(
    student: StudentOption,
    yes: Annotated[bool, typer.Option("--yes", help="Without this it is only said what would go.")] = False,
    data: DataOption = DATA,
) -> None:
    """Erase a person: what is left is that somebody signed in, and no more who."""
    with opened(data) as district:
        with district.store.read() as tx:
            known = known_person(tx, student)
            held = holdings_of(tx, known.person)
        if not yes:
            say(*_in_words(held))
            raise Refused("Nothing was erased. To erase all of this for good: --yes")
        with district.store.importing():
            district.store.write(lambda tx: erase_person(tx, known.person.id, now()))
    say("The person was erased.")
    if known.active:
        complain("Note: the roster still names this person, and the next import brings them back.")


def _held(student: str, data: Path) -> dict[str, Any]:
    with opened(data) as district, district.store.read() as tx:
        return holdings_of(tx, known_person(tx, student).person)


def _in_words(held: dict[str, Any]) -> Iterator[str]:
    """A line for each thing; times as people write them."""
    for name, value in held.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{_words(name)}: {len(value)}"
            for entry in value:
                yield "  " + ", ".join(f"{_words(key)} {_said(key, each)}" for key, each in entry.items())
        else:
            yield f"{_words(name)}: {_said(name, value)}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _said(name: str, value: Any) -> str:
    if value is None or value == []:
        return "none"
    if name.endswith(("_at", "_until")) or name == "at":
        return moment(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@app.command()
def purge(
    check: Annotated[bool, typer.Option("--check", help="Only say how many that would be.")] = False,
    data: DataOption = DATA,
) -> None:
    """Erase people who have been in no roster for longer than the district keeps them."""
    with opened(data) as district:
        keep_days = district.config.keep_gone_days
        if keep_days is None:
            raise Refused(
                "The district has not said how long it keeps people who left. Say it in district.toml, "
                "under [server]: keep_gone_days = 400"
            )
        if check:
            count = count_gone(district.store, keep_days=keep_days, now=now())
            say(f"{count:,} people have been in no roster for more than {keep_days} days.")
            return
        count = erase_gone(district.store, keep_days=keep_days, now=now())
    say(f"{count:,} people were erased, who had been in no roster for more than {keep_days} days.")
