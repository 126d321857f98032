"""The commands `harmony badge print | sheet | show | void`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harmony.model import Person, Role
from harmony_print import (
    ADVISED_MODULE_MM,
    LARGEST_MODULE_MM,
    MODULE_MM,
    PAPERS,
    SMALLEST_MODULE_MM,
    Card,
    DoesNotFit,
)
from harmony_server import printing
from harmony_server.badges import lifecycle
from harmony_server.badges.copies import cards_of
from harmony_server.cli.account import moment
from harmony_server.cli.console import Refused, complain, say, table
from harmony_server.cli.district import (
    DATA,
    DataOption,
    StudentOption,
    active_person,
    class_meant,
    known_person,
    now,
    opened,
)
from harmony_server.store import BadgeRecord, Transaction

app = typer.Typer(help="Badges: printing them, and ending them.", no_args_is_help=True)


class Format(StrEnum):
    """What one card can be written as."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class Paper(StrEnum):
    """What a sheet can be printed on."""

    LETTER = "letter"
    A4 = "a4"


_DRAW: Mapping[Format, Callable[[Card], bytes]] = {
    Format.PNG: printing.card_png,
    Format.SVG: lambda card: printing.card_svg(card).encode(),
    Format.PDF: printing.card_pdf,
}

OutOption = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="Where to write it; replaced if it is there.")
]
ModuleOption = Annotated[
    float,
    typer.Option(
        "--module-mm",
        min=SMALLEST_MODULE_MM,
        max=LARGEST_MODULE_MM,
        help="Side of one square of the code, in millimetres.",
    ),
]
NameOption = Annotated[bool, typer.Option("--name", help="Print the first name above the code.")]


@app.command("print")
def print_(
    student: StudentOption,
    format: Annotated[Format, typer.Option("--format", help="What to write.")],  # noqa: A002  its name on the command line
    out: OutOption,
    module_mm: ModuleOption = MODULE_MM,
    name: NameOption = False,
    data: DataOption = DATA,
) -> None:
    """Write one person's badge as a card; printing again gives the same badge."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = active_person(tx, student)
        keys = district.keys()
        (card,) = cards_of(district.store, [person], district.config, keys, name=name, module_mm=module_mm)
    _write(out, _DRAW[format](card))
    _advise(module_mm)
    say(f"Wrote {out}: {card.width_mm:.1f} x {card.height_mm:.1f} mm, squares of {module_mm:g} mm.")


@app.command()
def sheet(
    class_id: Annotated[str, typer.Option("--class", metavar="ID", help="What the roster calls the class.")],
    out: OutOption,
    paper: Annotated[Paper, typer.Option("--paper", help="Paper size.")] = Paper.LETTER,
    module_mm: ModuleOption = MODULE_MM,
    name: NameOption = False,
    data: DataOption = DATA,
) -> None:
    """Write the badges of all students of a class as a PDF to cut out.

    A name that the fonts lack leaves its line empty, and whose it is, is said.
    """
    with opened(data) as district:
        keys = district.keys()
        with district.store.read() as tx:
            students = _students(tx, class_id)
        cards = cards_of(district.store, students, district.config, keys, name=name, module_mm=module_mm)
    by_hand = [
        person.username for person, card in zip(students, cards, strict=True) if not _can_draw_name(card)
    ]
    cards = [card if _can_draw_name(card) else replace(card, name="") for card in cards]
    try:
        content = printing.sheet_pdf(cards, PAPERS[paper.value])
    except DoesNotFit as error:
        raise Refused(f"{error} Choose a smaller --module-mm.") from None
    _write(out, content)
    _advise(module_mm)
    if by_hand:
        complain(f"Note: the cards' fonts cannot draw the names of {', '.join(by_hand)}. Write them by hand.")
    say(f'Wrote {out}: {len(cards)} badges, squares of {module_mm:g} mm. Print at "Actual size" (100 %).')


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


def _students(tx: Transaction, text: str) -> list[Person]:
    """The students of a class who can sign in, by username; raises Refused if there are none."""
    students = [
        known.person
        for known in tx.people.in_class(class_meant(tx, text))
        if known.person.role is Role.STUDENT and known.can_sign_in
    ]
    if not students:
        raise Refused(f"The class {text!r} has no students in the latest roster.")
    return students


def _can_draw_name(card: Card) -> bool:
    return not card.name or printing.can_draw(card.name)


def _times(record: BadgeRecord) -> tuple[float | None, ...]:
    return record.issued_at, record.ended_at, record.last_used_at


def _moment(time: float | None) -> str:
    return "" if time is None else moment(time)


def _write(out: Path, content: bytes) -> None:
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent}.")
    printing.write_private(out, content)


def _advise(module_mm: float) -> None:
    if module_mm < ADVISED_MODULE_MM:
        complain(
            f"Note: squares under {ADVISED_MODULE_MM:g} mm are hard to read for many cameras. "
            f"{MODULE_MM:g} mm is best."
        )
