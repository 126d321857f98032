"""The commands `harmony badge show | void`; those on paper are in `badge_print`."""

from __future__ import annotations

import typer

from harmony_server.badges import lifecycle
from harmony_server.cli import badge_print
from harmony_server.cli.account import moment
from harmony_server.cli.console import say, table
from harmony_server.cli.district import DATA, DataOption, StudentOption, known_person, now, opened
from harmony_server.store import BadgeRecord

app = typer.Typer(help="Badges: printing them, and ending them.", no_args_is_help=True)
app.command("print")(badge_print.print_)
app.command()(badge_print.sheet)
app.command()(badge_print.layouts)


@app.command()
def show(student: StudentOption, data: DataOption = DATA) -> None:
    """Show every badge a person ever had: never the badge itself."""
    with opened(data) as district, district.store.read() as tx:
        records = tx.badges.of(known_person(tx, student).person.id)
    rows = [
        (record.badge_id, record.kid, record.state.value, *map(_moment, _times(record))) for record in records
    ]
    say(table("badge", "key", "state", "issued", "ended", "last used", rows=rows))


@app.command()
def void(student: StudentOption, data: DataOption = DATA) -> None:
    """End a person's badge now, on every device; the password keeps working."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = known_person(tx, student).person
        ended = district.store.write(lambda tx: lifecycle.void(tx, person.id, now()))
    say("The badge is void. Printing makes a new one." if ended else "There was no badge that works.")


def _times(record: BadgeRecord) -> tuple[float | None, ...]:
    return record.issued_at, record.ended_at, record.last_used_at


def _moment(time: float | None) -> str:
    return "" if time is None else moment(time)
