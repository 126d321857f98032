"""The page for a printer that prints beside the labels: a test page, and how far to move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from harmony_console.printing import plan
from harmony_console.printing.letters import Letters
from harmony_console.printing.pictures import preview
from harmony_console.printing.plan import Nudge
from harmony_console.printing.printers import Printers
from harmony_console.view import Event, Handler, Place
from harmony_print import Layout, document

STEP_MM = 0.5


class Align:
    """A test page for each kind of label, and a printer's nudge."""

    name: ClassVar[str] = "align"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._letters = Letters(place.client)
        self._sheets: Mapping[str, Layout] = {}
        self._sheet = ""
        self._printers = Printers({})
        self._nudge: Nudge = (0.0, 0.0)

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._sheets = plan.layouts_of(await self._at.client.layouts())
        self._sheet = query.get("layout", "")
        self._printers = Printers.read(self._at.page)
        self._nudge = self._printers.nudge(self._printers.used)
        await self._draw()

    def leave(self) -> None:
        """Nothing runs here."""

    @property
    def _layout(self) -> Layout:
        return self._sheets.get(self._sheet) or next(iter(self._sheets.values()))

    async def _draw(self, note: str = "") -> None:
        layout = self._layout
        page = plan.trial_page(layout, self._nudge)
        await self._letters.learn(plan.texts([], [page]))
        self._at.page.draw("", "align", self._data(preview(page, layout, 0, self._letters), note))

    def _data(self, picture: str, note: str) -> dict[str, Any]:
        words = self._at.words
        right, down = self._nudge
        names = [{"name": name} for name in reversed(list(self._printers.nudges)) if name]
        return {
            "preview": picture,
            "printer": self._printers.used,
            "printers": names,
            "right": words.written(right),
            "down": words.written(down),
            "sheets": [
                {"id": each.id, "title": _title(each, self._at), "selected": each is self._layout}
                for each in self._sheets.values()
            ],
            "note": note,
        }

    async def on_sheet(self, event: Event) -> None:
        """Another sheet."""
        self._sheet = str(event["value"])
        await self._draw()

    async def on_printer(self, event: Event) -> None:
        """Another printer: what is known of it."""
        self._printers = self._printers.using(str(event["value"]).strip())
        self._nudge = self._printers.nudge(self._printers.used)
        await self._draw()

    async def on_typed(self, event: Event) -> None:
        """A length was typed."""
        right, down = (self._at.words.written(value) for value in self._nudge)
        typed = {"right": right, "down": down, str(event["axis"]): str(event["value"])}
        self._nudge = plan.nudge_of(typed["right"], typed["down"])
        await self._draw()

    async def on_step(self, event: Event) -> None:
        """A little more, or less."""
        by = STEP_MM * int(event["by"])
        right, down = self._nudge
        moved = (right + by, down) if event["axis"] == "right" else (right, down + by)
        self._nudge = plan.nudge_of(*map(str, moved))
        await self._draw()

    async def on_keep(self, event: Event) -> None:
        """Keep it for this printer."""
        name = str(event.get("printer", "")).strip()
        self._printers = self._printers.using(name, self._nudge)
        self._printers.keep(self._at.page)
        note = self._at.words.say("align.kept", printer=name or self._at.words.say("print.printer"))
        await self._draw(note)
        self._at.page.say(note)

    async def on_back(self, _: Event) -> None:
        """Back to where badges are printed."""
        self._at.page.go("print", {"layout": self._layout.id})

    async def on_test(self, _: Event) -> None:
        """Make the test page."""
        page = plan.trial_page(self._layout, self._nudge)
        for piece in document(iter([page]), self._letters, title=self._layout.title):
            self._at.page.add(piece)
        self._at.page.save(f"{self._at.words.say('align.file')}.pdf", "application/pdf")

    handlers: ClassVar[Mapping[str, Handler]] = {
        "back": on_back,
        "sheet": on_sheet,
        "printer": on_printer,
        "typed": on_typed,
        "step": on_step,
        "keep": on_keep,
        "test": on_test,
    }


def _title(layout: Layout, place: Place) -> str:
    title = place.words.known("layouts", layout.id)
    return layout.title if title == layout.id else title
