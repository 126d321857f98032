"""A PDF file from its pages: objects, their places, and the trailer (ISO 32000-1, 7.5)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from harmony_print.lettering import Lettering, placed
from harmony_print.pdf import drawing
from harmony_print.shapes import Drawing, Line, Path, Place, Rect, Shape, Stroke, Text
from harmony_print.sheet import Page

POINTS_A_MM = 72 / 25.4
CATALOG, PAGES, INFO = 1, 2, 3
"""The numbers of the objects that come last, when all is known."""
FORM = "/Type/XObject/Subtype/Form/BBox[-99999 -99999 99999 99999]"
"""A form XObject (8.10) that is cut off nowhere."""

Form = Callable[[str, Callable[[], str]], str]
"""Draws what is kept under a key; it is made when it is first wanted."""


def document(pages: Iterable[Page], lettering: Lettering, *, title: str = "Badges") -> Iterator[bytes]:
    """The pages as a PDF file, in pieces: one page each, then the end.

    The same pages give the same bytes. Raises CannotDraw for letters that `lettering` does not reach.
    """
    writer = _Writer(lettering)
    yield b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    writer.length = 15
    for page in pages:
        yield writer.page(page)
    yield writer.end(title)


class _Writer:
    """Numbers objects and notes where each begins."""

    def __init__(self, lettering: Lettering) -> None:
        self.length = 0
        self._lettering = lettering
        self._places: dict[int, int] = {}
        self._next = INFO + 1
        self._pages: list[int] = []
        self._forms: dict[str, int] = {}
        """Each picture and each line of text once in the file, by its drawing."""

    def page(self, page: Page) -> bytes:
        """A page, after the pictures and texts on it that no page before had."""
        pieces: list[bytes] = []
        used: set[int] = set()

        def form(key: str, drawn: Callable[[], str]) -> str:
            if key not in self._forms:
                self._forms[key], written = self._stream(FORM, drawn())
                pieces.append(written)
            used.add(self._forms[key])
            return f"/F{self._forms[key]} Do"

        content = " ".join(_content(page, self._lettering, form))
        size = f"{page.paper.width * POINTS_A_MM:.3f} {page.paper.height * POINTS_A_MM:.3f}"
        stream, written = self._stream("", content)
        pieces.append(written)
        forms = " ".join(f"/F{number} {number} 0 R" for number in sorted(used))
        number, written = self._object(
            f"<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {size}]/Contents {stream} 0 R"
            f"/Resources<</XObject<<{forms}>>>>>>".encode()
        )
        self._pages.append(number)
        return b"".join((*pieces, written))

    def end(self, title: str) -> bytes:
        """What comes after the last page."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        # Dialogs then offer "Actual size" first (table 150): "Fit" would make badges smaller.
        catalog = f"<</Type/Catalog/Pages {PAGES} 0 R/ViewerPreferences<</PrintScaling /None>>>>"
        tree = f"<</Type/Pages/Kids[{kids}]/Count {len(self._pages)}>>"
        info = f"<</Title<{title.encode('utf-16').hex()}>/Producer(Harmony Portal)>>"
        last = [
            self._object(text.encode(), number)[1]
            for number, text in ((CATALOG, catalog), (PAGES, tree), (INFO, info))
        ]
        table = "".join(f"{self._places[number]:010} 00000 n \n" for number in range(1, self._next))
        trailer = (
            f"xref\n0 {self._next}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {self._next}/Root {CATALOG} 0 R/Info {INFO} 0 R>>\n"
            f"startxref\n{self.length}\n%%EOF\n"
        )
        return b"".join((*last, trailer.encode()))

    def _stream(self, entries: str, content: str) -> tuple[int, bytes]:
        packed = zlib.compress(content.encode(), 9)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
        return self._object(head.encode() + packed + b"\nendstream")

    def _object(self, inside: bytes, number: int = 0) -> tuple[int, bytes]:
        if not number:
            number, self._next = self._next, self._next + 1
        self._places[number] = self.length
        written = b"%d 0 obj\n%b\nendobj\n" % (number, inside)
        self.length += len(written)
        return number, written


def _content(page: Page, lettering: Lettering, form: Form) -> Iterator[str]:
    """A page's operators: millimetres from the upper left corner, y pointing down."""
    yield drawing.matrix(POINTS_A_MM, -POINTS_A_MM, 0, page.paper.height * POINTS_A_MM)
    yield from _shapes(page.head, lettering, form)
    for each in page.cards:
        yield f"q {drawing.matrix(1, 1, each.x, each.y)}"
        yield from _shapes(each.card.shapes(), lettering, form)
        yield "Q"
    yield from _shapes(page.marks(), lettering, form)


def _shapes(shapes: Iterable[Shape], lettering: Lettering, form: Form) -> Iterator[str]:
    for shape in shapes:
        match shape:
            case Rect():
                yield drawing.rect(shape)
            case Path():
                yield drawing.path(shape)
            case Stroke():
                yield drawing.stroke(shape)
            case Line():
                yield drawing.line(shape)
            case Text():
                outline, left, scale = placed(shape, lettering)
                letters = form(f"text {shape.words}", partial(drawing.letters, outline))
                yield f"q {drawing.matrix(scale, -scale, left, shape.base)} {letters} Q"
            case Drawing(elements, Place(x, y, scale)):
                picture = form(elements, partial(drawing.elements, elements))
                yield f"q {drawing.matrix(scale, scale, x, y)} {picture} Q"
