"""An invitation on paper: whom it is for, the link as letters and as a QR code, until when it is good."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path as FilePath

from harmony.badge.symbol import text_symbol
from harmony.model import Person
from harmony_print import LETTER, Page
from harmony_print.card import code_path
from harmony_print.shapes import Place, Shape, Text
from harmony_server.printing.files import write_private
from harmony_server.printing.font import can_draw
from harmony_server.printing.pdf import pages_pdf

LEFT_MM, TOP_MM = 25.0, 35.0
LETTER_MM = 4.5
LINE_MM = 8.0
CODE_MM = 60.0
WIDEST_MM = LETTER.width - 2 * LEFT_MM


def write_invitation(out: FilePath, *, url: str, person: Person, portal: str, until: float) -> None:
    """Write an invitation as a PDF of one page, readable by its owner alone."""
    name = f"{person.given_name} {person.family_name}"
    day = datetime.fromtimestamp(until, UTC).strftime("%Y-%m-%d")
    lines = (
        portal if can_draw(portal) else "Harmony Portal",
        f"An invitation for {name if can_draw(name) else person.username}",
        f"Your user name is {person.username}.",
        "Open this address, or scan the code, on a computer of your own.",
        "You will choose a password, and a second step: a passkey, or an authenticator.",
        f"It is good until {day}, and once. Whoever has this page could be you: keep it to yourself.",
    )
    shapes: list[Shape] = [
        Text(line, LEFT_MM, TOP_MM + row * LINE_MM, LETTER_MM * (1.5 if row < 2 else 1), widest=WIDEST_MM)
        for row, line in enumerate(lines)
    ]
    below = TOP_MM + len(lines) * LINE_MM
    shapes.append(_code(url, below + LINE_MM))
    shapes.append(Text(url, LEFT_MM, below + 3 * LINE_MM + CODE_MM, LETTER_MM, widest=WIDEST_MM))
    write_private(out, pages_pdf([Page(LETTER, tuple(shapes), (), cut=False)]))


def _code(url: str, top: float) -> Shape:
    """The link as a QR code."""
    symbol = text_symbol(url)
    return code_path(symbol, Place(LEFT_MM, top, CODE_MM / len(symbol.modules)))
