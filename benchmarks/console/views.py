"""The views that Python draws, again and again on one page; and letters typed into their search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from playwright.sync_api import Page

from benchmarks import browser
from benchmarks.results import Row, percentile

TIMES = 4
SPEEDS = (1, 4)
"""The machine's own speed, and that of a cheap laptop."""
TYPED = ("number garden 77", "garden 1 k")
BETWEEN_MS = 120
"""Between two letters of somebody who types fast."""


class Views:
    """What was measured of the views, to be told as p50 and p95."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], list[float]] = defaultdict(list)

    def measure(self, page: Page) -> None:
        """Draw and type on a page of ours whose views have been drawn once."""
        drawn: Mapping[str, Sequence[float]] = page.evaluate("again", TIMES)
        for view, times in drawn.items():
            self._seen[f"{view}, drawn by Python", "ms"].extend(times)
        for speed in SPEEDS:
            with browser.slowed(speed):
                case = f"a letter typed over 1000 rows until it shows, CPU x{speed}"
                self._seen[case, "ms"].extend(letters(page, "#apps-search", TYPED))

    def rows(self) -> Iterator[Row]:
        """Rows of all that was measured."""
        for (case, unit), values in self._seen.items():
            yield from rows_of(case, unit, values)


def letters(page: Page, field: str, texts: Sequence[str]) -> list[float]:
    """Type texts into a field, one after another, each into the empty field; how long each letter took."""
    for text in texts:
        page.fill(field, "")
        page.focus(field)
        page.keyboard.type(text, delay=BETWEEN_MS)
    page.wait_for_function("count => letters.length >= count", arg=sum(map(len, texts)))
    taken: list[float] = page.evaluate("letters.splice(0)")
    return taken


def rows_of(case: str, unit: str, values: Sequence[float]) -> Iterator[Row]:
    """p50 and p95 of what was measured of ours."""
    for percent in (50, 95):
        middle = percentile(values, percent)
        yield Row.of("ours", case, f"p{percent}", unit, [middle])
