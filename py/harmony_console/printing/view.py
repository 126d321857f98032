"""The page that prints badges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.printing import looks, plan
from harmony_console.printing.job import Job
from harmony_console.printing.letters import Letters
from harmony_console.printing.looks import State
from harmony_console.printing.people import offered
from harmony_console.printing.pictures import preview
from harmony_console.printing.plan import Badge, Options
from harmony_console.printing.printers import Printers
from harmony_console.printing.sample import sample_badge
from harmony_console.view import Event, Handler, Place
from harmony_print import Page, document, page_svg

if TYPE_CHECKING:
    from harmony_console import api_types as api

KEPT = "harmony.print"
"""The sheet that was used last, in this browser."""
FLAGS = ("name_in_front", "name_on_back", "with_lines", "with_cover")
A_BREATH = 4
"""Badges that are drawn before the page may draw and take a click."""


class Print:
    """Choose whose badges and the sheet, look, print."""

    name: ClassVar[str] = "print"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._letters = Letters(place.client)
        self._job = Job(place)
        self._state: State | None = None
        self._stopped = False

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._stopped = False
        self._at.page.draw("", "console-waiting", {})
        sheets = plan.layouts_of(await self._at.client.layouts())
        printers = Printers.read(self._at.page)
        self._state = State(
            await offered(self._at.client, self._at.words, query),
            sheets,
            sheet=query.get("layout") or self._at.page.kept(KEPT),
            options=Options(nudge=printers.nudge(printers.used)),
            printer=printers.used,
        )
        await self._draw()

    def leave(self) -> None:
        """Whatever is being drawn ends."""
        self._stopped = True
        self._job.leave()
        self._at.page.drop()

    async def _draw(self) -> None:
        """The page as it is chosen now."""
        state = self._chosen
        group, layout = state.group, state.layout
        shown = [sample_badge(row) for row in group.rows] if group else []
        badges = _on_page(shown, state)
        picture = ""
        if badges:
            options = replace(
                state.options, with_cover=False, start=state.options.start if not state.page else 1
            )
            await self._letters.learn(plan.texts(badges, []))
            found = next(plan.pages(badges, layout, options, "", self._letters.can_draw))
            await self._letters.learn(plan.texts([], [found]))
            used = state.options.start - 1 if not state.page else 0
            picture = preview(found, layout, used, self._letters)
        self._at.page.draw("", "print", looks.data(state, self._at.words, picture))

    @property
    def _chosen(self) -> State:
        if self._state is None:
            raise RuntimeError("the page is asked before it shows")
        return self._state

    async def _set(self, **changes: Any) -> None:
        self._state = replace(self._chosen, **{"page": 0, **changes})
        await self._draw()

    async def _option(self, **changes: Any) -> None:
        await self._set(options=replace(self._chosen.options, **changes))

    async def on_class(self, event: Event) -> None:
        """Another class: another address."""
        self._at.page.go("print", {"class": str(event["value"])})

    async def on_who(self, event: Event) -> None:
        """Another group."""
        await self._set(who=str(event["value"]))

    async def on_sheet(self, event: Event) -> None:
        """Another sheet."""
        sheet = str(event["value"])
        self._at.page.keep(KEPT, sheet)
        await self._set(sheet=sheet, options=replace(self._chosen.options, start=1))

    async def on_flag(self, event: Event) -> None:
        """Something is to stand on the badge, or is not."""
        if event["flag"] in FLAGS:
            await self._option(**{str(event["flag"]): bool(event["checked"])})

    async def on_start(self, event: Event) -> None:
        """The first free label."""
        await self._option(start=int(event["value"]))

    async def on_turn(self, event: Event) -> None:
        """Another page of the preview."""
        state = self._chosen
        page = min(max(state.page + int(event["by"]), 0), max(state.pages - 1, 0))
        await self._set(page=page)
        self._at.page.say(self._at.words.say("print.page", n=page + 1, of=max(state.pages, 1)))

    async def on_align(self, _: Event) -> None:
        """It prints beside the labels."""
        self._at.page.go("align", {"layout": self._chosen.layout.id})

    async def on_pdf(self, _: Event) -> None:
        """Make the file."""
        if pages := await self._record():
            await self._make_pdf(pages)

    async def on_print(self, _: Event) -> None:
        """Print from here: the pages come on to paper, and only they."""
        if pages := await self._record():
            sheets = []
            for number, page in enumerate(pages, start=1):
                sheets.append({"svg": page_svg(page, self._letters), "kind": f"sheet {page.paper.name}"})
                if not await self._progress(number, len(pages)):
                    return
            self._at.page.draw("sheets", "print-sheets", {"sheets": sheets})
            self._done(len(pages))
            self._at.page.print()

    async def on_stop(self, _: Event) -> None:
        """Enough."""
        self._stopped = True
        self._at.page.drop()
        await self._job.stop()
        await self._draw()
        self._at.page.say(self._at.words.say("print.stopped"))

    async def _record(self) -> list[Page]:
        """Have the server record the print; gives the pages, or none where the server draws them itself."""
        state, self._stopped = self._chosen, False
        group = state.group
        if not group:
            return []
        order: api.Print = {
            **group.asked,
            "layout": state.layout.id,
            "options": state.options.asked(),
            "only_without": False,
        }
        answer = await self._at.client.print_badges(order)
        if job := answer["job"]:
            await self._job.follow(job["id"])
            return []
        badges = await self._badges(answer["cards"])
        await self._letters.learn(plan.texts(badges, []))
        await self._letters.learn(plan.texts([], self._pages(badges)))
        return self._pages(badges)

    async def _badges(self, cards: Sequence[api.CardToDraw]) -> list[Badge]:
        found = []
        for number, card in enumerate(cards, start=1):
            found.append(plan.badge_of(card))
            if number % A_BREATH == 0 and not await self._progress(0, len(cards)):
                return []
        return found

    def _pages(self, badges: Sequence[Badge]) -> list[Page]:
        state = self._chosen
        title = state.offered.title
        return list(plan.pages(badges, state.layout, state.options, title, self._letters.can_draw))

    async def _make_pdf(self, pages: Sequence[Page]) -> None:
        title = self._chosen.offered.title or self._at.words.say("print.file")
        for number, piece in enumerate(document(iter(pages), self._letters, title=title), start=1):
            self._at.page.add(piece)
            if not await self._progress(min(number, len(pages)), len(pages)):
                self._at.page.drop()
                return
        self._at.page.save(f"{self._at.words.say('print.file')}.pdf", "application/pdf")
        self._done(len(pages))

    async def _progress(self, number: int, of: int) -> bool:
        """Show how far it is; gives whether to go on."""
        text = self._at.words.say("print.page", n=max(number, 1), of=of)
        self._at.page.draw("progress", "print-progress", {"text": text, "value": number, "max": of})
        await self._at.page.breathe()
        return not self._stopped

    def _done(self, pages: int) -> None:
        text = self._at.words.say("print.done", n=pages)
        self._at.page.draw("progress", "print-done", {"text": text})
        self._at.page.say(text)

    handlers: ClassVar[Mapping[str, Handler]] = {
        "class": on_class,
        "who": on_who,
        "sheet": on_sheet,
        "flag": on_flag,
        "start": on_start,
        "turn": on_turn,
        "align": on_align,
        "pdf": on_pdf,
        "print": on_print,
        "stop": on_stop,
    }


def _on_page(badges: Sequence[Badge], state: State) -> Sequence[Badge]:
    """The badges of the page that the preview shows."""
    size, before = state.layout.per_page, state.options.start - 1
    first = max(state.page * size - before, 0)
    return badges[first : (state.page + 1) * size - before]
