"""The page that prints badges: what it offers, shows, asks for, and makes."""

from __future__ import annotations

from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp

from harmony.badge.token import parse
from harmony_art.palette import BACKGROUNDS
from harmony_art.pictures import PICTURES
from harmony_console.printing.plan import nudge_of
from harmony_console.printing.printers import Printers
from harmony_console.printing.sample import TEXT
from harmony_print import CannotDraw, Outline
from harmony_server.printing import lettering
from harmony_server.staff.students import MOST_FOUND
from tests.unit.badges import badge
from tests.unit.console import LAYOUTS, FakePage, console, run

NAMES = (
    "Ana",
    "Bao",
    "Chloé",
    "Diego",
    "Elif",
    "Farah",
    "Gus",
    "Hana",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Milo",
    "ꙮ",
)


def rows() -> list[dict[str, Any]]:
    """A class of which two have no printed badge."""
    return [
        {
            "id": f"s{place}",
            "given_name": name,
            "family_name": "Pennick",
            "picture": {"name": list(PICTURES)[place % len(PICTURES)], "colour": next(iter(BACKGROUNDS))},
            "badge": "none" if place == 3 else "working",
            "printed_at": None if place in (3, 5) else "2026-11-30T08:00:00Z",
        }
        for place, name in enumerate(NAMES)
    ]


def outlines(body: Any) -> Any:
    """The server's letters."""
    return {"outlines": {text: _outline(text) for text in body["texts"]}}


def _outline(text: str) -> dict[str, Any] | None:
    try:
        found: Outline = lettering(text)
    except CannotDraw:
        return None
    return vars(found)


def cards(body: Any) -> Any:
    """The badges that are asked for."""
    wanted = [row for row in rows() if "class_id" in body or row["id"] in body.get("students", ())]
    return {"print_id": "p1", "cards": [card(row) for row in wanted], "job": None}


def card(row: Any) -> Any:
    """One badge as the server gives it."""
    text = f"HTTPS://PORTAL.EXAMPLE/#{number(int(row['id'][1:]))}"
    named = {name: row[name] for name in ("given_name", "family_name", "picture")}
    return {"student_id": row["id"], **named, "lines": ["Maple Street", "Room 12"], "badge": text}


def number(place: int) -> str:
    """A badge's number."""
    return badge(f"AbCd_efGh-{place:02}").decimal


@pytest.fixture
def page() -> FakePage:
    """A page of a teacher with one class."""
    return FakePage(
        {
            "GET staff/layouts": {"layouts": LAYOUTS},
            "GET staff/classes": {"classes": [{"id": "c1", "title": "Room 12"}]},
            "GET staff/classes/c1": {"class": {"id": "c1", "title": "Room 12"}, "students": rows()},
            "POST staff/lettering": outlines,
            "POST staff/badges/print": cards,
        }
    )


def test_a_child_who_was_chosen_alone_is_printed_alone(page: FakePage) -> None:
    """From a child's own page, whichever class stands first, and from a class of several that were chosen."""
    page.answers["GET staff/students/x9"] = {"student": {**rows()[3], "id": "x9", "given_name": "Zoë"}}
    run(console(page).show("print", {"students": "x9"}))
    assert [each["title"] for each in page.view["groups"]] == ["1 chosen in the list"]
    assert page.view["print"] == "Print 1 badge"


def test_it_offers_the_class_and_who_lacks_a_badge(page: FakePage) -> None:
    """Who was chosen comes first, then the class, then those without a printed badge, all with numbers."""
    run(console(page).show("print", {"class": "c1", "students": "s1,s2"}))
    assert [each["title"] for each in page.view["groups"]] == [
        "2 chosen in the list",
        "Room 12, all 14",
        "2 without a printed badge",
    ]
    assert page.view["print"] == "Print 2 badges"


def test_the_preview_is_the_page_with_codes_that_open_nothing(page: FakePage) -> None:
    """The preview asks for no badge, and what its codes say is no badge of anybody."""
    run(console(page).show("print", {"class": "c1"}))
    assert not [asked for asked in page.asked if asked[1].endswith("badges/print")]
    assert page.view["preview"].count("<svg") == 1
    assert "215.9mm" in page.view["preview"]
    assert "INVALID" in TEXT


def test_small_squares_are_warned_of(page: FakePage) -> None:
    """Below 1.2 mm a module there is a warning with the way out; it never blocks."""

    async def choose() -> None:
        app = console(page)
        await app.show("print", {"class": "c1"})
        assert page.view["warning"] == ""
        await app.event("sheet", {"value": "labels-2-inch"})

    run(choose())
    assert "0.95 mm" in page.view["warning"]
    assert page.view["better"] == "cards-letter"
    assert page.store["harmony.print"] == "labels-2-inch"


def test_a_part_used_sheet_begins_at_its_first_free_label(page: FakePage) -> None:
    """Labels before it are crossed out, and the pages are counted with it."""

    async def choose() -> None:
        app = console(page)
        await app.show("print", {"class": "c1", "layout": "labels-2-inch"})
        assert "2 pages" in page.view["lead"]
        await app.event("start", {"value": "12"})

    run(choose())
    assert "3 pages" in page.view["lead"] or "2 pages" in page.view["lead"]
    assert [each["n"] for each in page.view["labels"] if each["kind"] == "gone2"] == [
        str(n) for n in range(1, 12)
    ]


def test_the_file_holds_every_badge(page: FakePage) -> None:
    """Printing a class gives a PDF in which each badge of the class decodes."""

    async def make() -> None:
        app = console(page)
        await app.show("print", {"class": "c1"})
        await app.event("flag", {"flag": "with_cover", "checked": True})
        await app.event("pdf", {})

    run(make())
    (asked,) = [body for _, path, body in page.asked if path.endswith("badges/print")]
    assert asked is not None
    assert asked["class_id"] == "c1"
    assert asked["options"]["cover"] is True
    document = pypdfium2.PdfDocument(page.saved["badges.pdf"])
    images = [document[place].render(scale=300 / 72).to_pil() for place in range(len(document))]
    document.close()
    found = {parse(code.text).decimal for image in images for code in zxingcpp.read_barcodes(image)}
    assert found == {number(place) for place in range(len(NAMES))}
    assert len(images) == 3  # names, eight cards, six


def test_a_print_can_be_stopped(page: FakePage) -> None:
    """Stop drops what was made, and nothing is saved."""

    async def make() -> None:
        app = console(page)
        await app.show("print", {"class": "c1"})
        page.on_breath.append(app.event("stop", {}))
        await app.event("pdf", {})

    run(make())
    assert page.saved == {}
    assert page.file == b""
    assert page.said == ["Stopped. No badge changes."]


def test_a_school_is_drawn_by_the_server(page: FakePage) -> None:
    """As many students are asked for as the server tells of; then how far it is, and where pages are."""
    states = iter(
        [
            {"state": "running", "done": 40, "total": 900},
            {"state": "done", "done": 900, "total": 900},
        ]
    )
    school = [{**row, "school": {"id": "m", "name": "Maple Street"}} for row in rows()]
    page.answers |= {
        f"GET staff/students?school=m&limit={MOST_FOUND}": {"students": school, "more": True},
        "POST staff/badges/print": {"job": {"id": "j1"}},
        "GET staff/print-jobs/j1": lambda _: next(states),
    }

    async def make() -> None:
        app = console(page)
        await app.show("print", {"school": "m"})
        await app.event("pdf", {})

    run(make())
    template, data = page.drawn["progress"]
    assert template == "print-job"
    assert data["address"] == "/api/v1/staff/print-jobs/j1/pdf"
    assert page.said == ["900 badges are ready to print."]


def test_what_is_refused_is_said(page: FakePage) -> None:
    """A refusal is a sentence on the page, which stays."""
    page.answers["POST staff/badges/print"] = "forbidden"

    async def make() -> None:
        app = console(page)
        await app.show("print", {"class": "c1"})
        await app.event("pdf", {})

    run(make())
    assert "You may not do this" in page.drawn["trouble"][1]["text"]
    assert page.view["print"] == "Print 14 badges"


def test_a_nudge_is_kept_by_the_printers_name(page: FakePage) -> None:
    """What was set for a printer is there the next time, and used when badges are printed."""

    async def make() -> None:
        app = console(page)
        await app.show("align", {"layout": "labels-2-inch"})
        await app.event("printer", {"value": "Room 12"})
        await app.event("typed", {"axis": "right", "value": "1,5"})
        await app.event("step", {"axis": "down", "by": "-1"})
        await app.event("keep", {"printer": "Room 12"})
        await app.event("test", {})
        await app.show("print", {"class": "c1"})

    run(make())
    assert Printers.read(page).nudge("Room 12") == (1.5, -0.5)
    assert page.view["nudged"] == "Moved 1.5 mm right and -0.5 mm down for Room 12."
    assert page.saved["test page.pdf"].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "taken"), [("", 0), ("x", 0), ("nan", 0), ("99", 10), ("-99", -10), ("0.26", 0.3)]
)
def test_what_is_typed_for_a_nudge_is_a_length(typed: str, taken: float) -> None:
    """Nothing that is typed there can break a sheet."""
    assert nudge_of(typed, "0") == (taken, 0)
