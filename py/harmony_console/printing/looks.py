"""What the print page shows, as plain data for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harmony_console.printing.people import Group, Offered
from harmony_console.printing.pictures import sheet_picture
from harmony_console.printing.plan import Options, is_small, page_count
from harmony_console.words import Words
from harmony_print import Layout

BETTER = ("cards-letter", "cards-a4")
"""What is offered where squares are small: the sheet of the same paper."""


@dataclass(frozen=True)
class State:
    """All that was chosen."""

    offered: Offered
    sheets: Mapping[str, Layout]
    who: str = ""
    sheet: str = ""
    options: Options = field(default_factory=Options)
    printer: str = ""
    page: int = 0
    """Of the preview, from 0."""

    @property
    def group(self) -> Group | None:
        """Whose badges."""
        return self.offered.group(self.who)

    @property
    def layout(self) -> Layout:
        """On which sheet."""
        return self.sheets.get(self.sheet) or next(iter(self.sheets.values()))

    @property
    def pages(self) -> int:
        """How many sheets of paper."""
        return page_count(len(self.group.rows) if self.group else 0, self.layout, self.options)


def data(state: State, words: Words, preview: str) -> dict[str, Any]:
    """The whole page."""
    group, layout, options = state.group, state.layout, state.options
    count = len(group.rows) if group else 0
    return {
        "empty": not group,
        "lead": _lead(state, words),
        "print": _button(state, words),
        "classes": [
            {"id": each["id"], "title": each["title"], "selected": each["id"] == state.offered.class_id}
            for each in state.offered.classes
        ],
        "many_classes": len(state.offered.classes) > 1,
        "groups": [
            {"id": each.id, "title": each.title, "checked": each is group} for each in state.offered.groups
        ],
        "sheets": [_sheet(each, each is layout, words) for each in state.sheets.values()],
        "warning": _warning(layout, words),
        "better": _better(state),
        "several": layout.per_page > 1,
        "labels": [_label(at, options.start, words) for at in range(1, layout.per_page + 1)],
        "columns": f"of-{layout.columns}",
        "name_in_front": options.name_in_front,
        "name_on_back": options.name_on_back,
        "with_lines": options.with_lines,
        "with_cover": options.with_cover,
        "nudged": _nudged(state, words),
        "preview": preview,
        "preview_title": words.say("print.page", n=state.page + 1, of=max(state.pages, 1)),
        "before": state.page > 0,
        "after": state.page + 1 < state.pages,
        "count": count,
    }


def _lead(state: State, words: Words) -> str:
    group = state.group
    if not group:
        return words.say("print.nobody")
    if group.more:
        return words.say("print.lead_school")
    badges, pages = words.say("print.badges", n=len(group.rows)), words.say("print.pages", n=state.pages)
    return words.say("print.lead", badges=badges, pages=pages)


def _button(state: State, words: Words) -> str:
    group = state.group
    if not group or group.more:
        return words.say("print.print_all")
    return words.say("print.print", n=len(group.rows))


def _sheet(layout: Layout, chosen: bool, words: Words) -> dict[str, Any]:
    title = words.known("layouts", layout.id)
    size = words.say("print.size", wide=layout.space.width_mm, high=layout.space.height_mm, n=layout.per_page)
    squares = "print.squares_small" if is_small(layout) else "print.squares"
    return {
        "id": layout.id,
        "input": f"sheet-{layout.id}",
        "title": layout.title if title == layout.id else title,
        "size": size,
        "squares": words.say(squares, mm=layout.module_mm),
        "small": is_small(layout),
        "checked": chosen,
        "picture": sheet_picture(layout),
    }


def _warning(layout: Layout, words: Words) -> str:
    return words.say("print.warning", mm=layout.module_mm) if is_small(layout) else ""


def _better(state: State) -> str:
    wanted = state.layout.paper
    return next((name for name in BETTER if name in state.sheets and state.sheets[name].paper == wanted), "")


def _label(at: int, start: int, words: Words) -> dict[str, Any]:
    used = at < start
    say = "print.label_used" if used else "print.label"
    return {
        "n": str(at),
        "input": f"at-{at}",
        "says": words.say(say, n=at),
        "kind": "gone2" if used else "",
        "checked": at == start,
    }


def _nudged(state: State, words: Words) -> str:
    right, down = state.options.nudge
    if not (right or down):
        return ""
    return words.say(
        "print.nudged", right=right, down=down, printer=state.printer or words.say("print.printer")
    )
