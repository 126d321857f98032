"""The commands `harmony badge print | sheet | layouts`: badges on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from harmony.badge.symbol import symbol
from harmony.model import Person
from harmony_print import (
    ADVISED_MODULE_MM,
    FARTHEST_NUDGE_MM,
    LARGEST_MODULE_MM,
    MODULE_MM,
    PAPERS,
    SMALLEST_MODULE_MM,
    Card,
    DoesNotFit,
    Page,
)
from harmony_server import printing
from harmony_server.badges import copies
from harmony_server.cli.console import Refused, complain, say, stages, table
from harmony_server.cli.district import DATA, DataOption, District, opened
from harmony_server.cli.people_meant import Choice, Students, students
from harmony_server.printing.sheets import Holder, Wanted, layouts_of, sheet_pages
from harmony_server.settings.config import Config

DEFAULT_LAYOUT = "cards-letter"


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
NameOption = Annotated[bool, typer.Option("--name", help="Print the first name.")]
ClassOption = typer.Option("--class", metavar="ID", help="What the roster calls the class.")
NudgeOption = Annotated[
    float,
    typer.Option(min=-FARTHEST_NUDGE_MM, max=FARTHEST_NUDGE_MM, help="Moves all labels, in millimetres."),
]


def print_(  # noqa: PLR0913, PLR0917  one option each
    out: OutOption,
    student: Annotated[str | None, typer.Option(metavar="ID", help="One student.")] = None,
    class_id: Annotated[str | None, ClassOption] = None,
    grade: Annotated[str | None, typer.Option(metavar="G", help="A grade: PK, KG, 01 to 12.")] = None,
    school: Annotated[str | None, typer.Option(metavar="ID", help="A school.")] = None,
    format: Annotated[Format, typer.Option("--format", help="Of one card.")] = Format.PDF,  # noqa: A002  its name on the command line
    layout: Annotated[str | None, typer.Option(metavar="NAME", help="A sheet of `badge layouts`.")] = None,
    name: NameOption = False,
    name_on_back: Annotated[bool, typer.Option("--name-on-back", help="With pages of backs.")] = False,
    start: Annotated[int, typer.Option(min=1, help="The first label of a half-used sheet.")] = 1,
    nudge_x: NudgeOption = 0,
    nudge_y: NudgeOption = 0,
    cover: Annotated[bool, typer.Option("--cover", help="First a list, to hand them out by.")] = False,
    alignment: Annotated[bool, typer.Option("--alignment", help="First a page to try labels with.")] = False,
    module_mm: ModuleOption = MODULE_MM,
    data: DataOption = DATA,
) -> None:
    """Write badges: a student's as a card; or anybody's on a sheet, in the order of classes and first names.

    Printing again gives the same badges.
    """
    choice = Choice(student, class_id, grade, school)
    with opened(data) as district:
        if student and layout is None:
            _one(district, choice, out, format, name=name, module_mm=module_mm)
            return
        known = layouts_of(data)
        meant = known.get(layout or DEFAULT_LAYOUT)
        if meant is None:
            raise Refused(f"There is no layout {layout!r}. There are: {', '.join(known)}.")
        if start > meant.per_page:
            raise Refused(f"A page of {meant.id} has {meant.per_page} labels, so it cannot begin at {start}.")
        wanted = Wanted(meant, start, (nudge_x, nudge_y), name, name_on_back, cover, alignment)
        _many(district, choice, out, wanted)


def sheet(
    class_id: Annotated[str, ClassOption],
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
        holders, _ = _holders(district, Choice(class_id=class_id), out)
    drawn = [
        Card(each.draw(), each.person.picture, each.drawable_name if name else None, module_mm)
        for each in holders
    ]
    try:
        content = printing.sheet_pdf(drawn, PAPERS[paper.value])
    except DoesNotFit as error:
        raise Refused(f"{error} Choose a smaller --module-mm.") from None
    printing.write_private(out, content)
    _advise(module_mm)
    if name:
        _tell_by_hand(holders)
    say(f'Wrote {out}: {len(drawn)} badges, squares of {module_mm:g} mm. Print at "Actual size" (100 %).')


def layouts(data: DataOption = DATA) -> None:
    """Show the sheets that badges can be printed on."""
    rows = [
        (each.id, each.title, each.per_page, f"{each.module_mm:g} mm") for each in layouts_of(data).values()
    ]
    say(table("layout", "what it is", "a page", "squares", rows=rows))


def _one(
    district: District, choice: Choice, out: Path, form: Format, *, name: bool, module_mm: float
) -> None:
    (holder,), _ = _holders(district, choice, out)
    card = Card(holder.draw(), holder.person.picture, holder.person.given_name if name else None, module_mm)
    printing.write_private(out, _DRAW[form](card))
    _advise(module_mm)
    say(f"Wrote {out}: {card.width_mm:.1f} x {card.height_mm:.1f} mm, squares of {module_mm:g} mm.")


def _many(district: District, choice: Choice, out: Path, wanted: Wanted) -> None:
    holders, title = _holders(district, choice, out)
    pages = sheet_pages(holders, wanted, title)
    count = -(-(len(holders) + wanted.start - 1) // wanted.layout.per_page)
    with stages(count) as stage:
        printing.write_private(out, printing.pages_pdf(_told(pages, stage)))
    _advise(wanted.layout.module_mm)
    if wanted.name_in_front or wanted.name_on_back:
        _tell_by_hand(holders)
    say(
        f"Wrote {out}: {len(holders)} badges on {wanted.layout.title}, squares of "
        f'{wanted.layout.module_mm:g} mm. Print at "Actual size" (100 %).'
    )


def _told(pages: Iterator[Page], stage: Callable[[str], None]) -> Iterator[Page]:
    for number, page in enumerate(pages, start=1):
        stage(f"Page {number}")
        yield page


def _holders(district: District, choice: Choice, out: Path) -> tuple[Sequence[Holder], str]:
    """Whose badges are printed, issued where need be; and what they have in common. Raises Refused."""
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent}.")
    with district.store.read() as tx:
        meant = students(tx, choice)
        schools = {each.id: each.name for each in tx.roster.schools()}
    config, keys = district.config, district.keys()
    issued = copies.tokens_of(district.store, meant.people, config, keys, event=copies.PRINTED)
    url = config.portal_url
    holders = [
        Holder(person, partial(symbol, token, portal_url=url), _lines(config, meant, schools, person))
        for person, token in issued
    ]
    return holders, meant.title


def _lines(config: Config, meant: Students, schools: Mapping[str, str], person: Person) -> tuple[str, ...]:
    """The school and the class, as far as the district prints them."""
    school = next((schools[each] for each in sorted(person.school_ids) if each in schools), "")
    class_title = meant.class_titles.get(person.id, "")
    lines = (school if config.print_school else "", class_title if config.print_class else "")
    return tuple(line for line in lines if line)


def _tell_by_hand(holders: Sequence[Holder]) -> None:
    by_hand = [each.person.username for each in holders if not each.drawable_name]
    if by_hand:
        complain(f"Note: the cards' fonts cannot draw the names of {', '.join(by_hand)}. Write them by hand.")


def _advise(module_mm: float) -> None:
    if module_mm < ADVISED_MODULE_MM:
        complain(
            f"Note: squares under {ADVISED_MODULE_MM:g} mm are hard to read for many cameras. "
            f"{MODULE_MM:g} mm is best."
        )
