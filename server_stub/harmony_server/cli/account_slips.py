"""The command `harmony account slips`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from harmony_print import PAPERS
from harmony_server import printing
from harmony_server.accounts.claims import Claims
from harmony_server.cli.badge_print import Paper
from harmony_server.cli.console import Refused, complain, say
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.cli.people_meant import Choice, students
from harmony_server.printing.slips import SlipFor, slips_pdf
from harmony_words import languages_with

LANGUAGES = tuple(each.code for each in languages_with(["slip"]))


def slips(  # noqa: PLR0913, PLR0917  one option each
    out: Annotated[Path, typer.Option("--out", metavar="F.pdf", help="Where to write them.")],
    student: Annotated[str | None, typer.Option(metavar="ID", help="One student.")] = None,
    class_id: Annotated[str | None, typer.Option("--class", metavar="ID", help="A class.")] = None,
    grade: Annotated[str | None, typer.Option(metavar="G", help="A grade, such as 07.")] = None,
    school: Annotated[str | None, typer.Option(metavar="ID", help="A school.")] = None,
    language: Annotated[str, typer.Option(help=f"One of {', '.join(LANGUAGES)}.")] = LANGUAGES[0],
    paper: Annotated[Paper, typer.Option(help="Paper size.")] = Paper.LETTER,
    data: DataOption = DATA,
) -> None:
    """Write slips, eight a page, with which students open their accounts; those they had are void."""
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent}.")
    if language not in LANGUAGES:
        raise Refused(f"There are no slips in {language!r}. There are: {', '.join(LANGUAGES)}.")
    with opened(data) as district:
        with district.store.read() as tx:
            meant = students(tx, Choice(student, class_id, grade, school)).people
            names = {each.id: each.name for each in tx.roster.schools()}
        claims = Claims(district.config, district.keys().pepper, secrets.token_bytes)
        people = [person for person in meant if claims.may_claim(person)]
        if not people:
            grades = ", ".join(district.config.claiming.grades)
            raise Refused(f"None of them opens an account by a slip: only grades {grades} do.")
        made = claims.make_slips(district.store, people, now=now())
        wanted = [
            SlipFor(
                each.person,
                each.code,
                each.expires_at,
                next((names[place] for place in sorted(each.person.school_ids) if place in names), ""),
            )
            for each in made
        ]
        content = slips_pdf(wanted, district.config, PAPERS[paper.value], language)
        printing.write_private(out, content)
    if len(people) < len(meant):
        complain(f"Note: {len(meant) - len(people)} are of other grades, and got none.")
    many = "1 slip" if len(made) == 1 else f"{len(made)} slips"
    say(f"Wrote {out}: {many}. Whoever has one and the student id can open the account.")
