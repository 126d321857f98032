"""The command `harmony badge export`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from harmony.model import GRADES, Person
from harmony_server.badges import copies
from harmony_server.cli.console import Refused, say, stages
from harmony_server.cli.district import DATA, DataOption, District, opened, school_meant
from harmony_server.printing import new_private

AT_ONCE = 500
"""Students that are in memory at a time."""


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv", help="A new file to write.")],
    everybody: Annotated[bool, typer.Option("--all", help="Every student.")] = False,
    school: Annotated[
        str | None, typer.Option("--school", metavar="ID", help="What the roster calls the school.")
    ] = None,
    grade: Annotated[str | None, typer.Option("--grade", metavar="G", help="A grade, such as 03.")] = None,
    data: DataOption = DATA,
) -> None:
    """Write students' badges as numbers, for a card printer; whoever has none is issued one.

    The file opens the door as each of these children. It is its owner's alone, and all of it is on record.
    """
    if [everybody, school is not None, grade is not None].count(True) != 1:
        raise Refused("Say whose badges: --all, or --school ID, or --grade G.")
    if grade is not None and grade not in GRADES:
        raise Refused(f"There is no grade {grade!r}. Grades are {', '.join(GRADES)}.")
    with opened(data) as district:
        with district.store.read() as tx:
            school_id = None if school is None else school_meant(tx, school)
            count = tx.people.count_students(school_id=school_id, grade=grade)
        if not count:
            raise Refused("There is no such student in the latest roster. Nothing was written.")
        written = _write(district, out, school_id, grade, -(-count // AT_ONCE))
    say(f"Wrote {out}: {written:,} badges. Whoever has it can sign in with them: delete it when it is used.")


def _write(district: District, out: Path, school_id: str | None, grade: str | None, pages: int) -> int:
    count = 0
    with new_private(out) as file, stages(pages) as stage:
        rows = csv.writer(file)
        rows.writerow(["student_id", "badge"])
        for some in _students(district, school_id, grade):
            stage(f"{count:,} badges")
            keys, config = district.keys(), district.config
            tokens = copies.tokens_of(district.store, some, config, keys, event=copies.EXPORTED)
            rows.writerows((person.username, token.decimal) for person, token in tokens)
            count += len(some)
    return count


def _students(district: District, school_id: str | None, grade: str | None) -> Iterator[list[Person]]:
    """Everybody who is wanted, some at a time, each time as the roster is then."""
    last = ""
    while True:
        with district.store.read() as tx:
            some = tx.people.students(school_id=school_id, grade=grade, behind=last, count=AT_ONCE)
        if not some:
            return
        yield some
        last = some[-1].username
