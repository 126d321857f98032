"""The browser before the bench's page: the built worker and its rivals, driven from Python."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, Page

from benchmarks import browser
from benchmarks.portal import Portal
from benchmarks.scan import frames
from benchmarks.scan.cards import Card, badge_cards, wrong_cards
from benchmarks.scan.frames import Attempt
from benchmarks.scan.stage import Stage
from harmony.badge.token import BadgeToken

OURS = "ours"
NATIVE = "native"
RIVALS = ("zxing-wasm", "zxing-wasm quick", "jsqr", "qr-scanner", "zbar-wasm", NATIVE)
HOLDERS = 12
PATIENCE_MS = 120_000
SEED = 20261124
POLL_MS = 200
DECODER = "assets/decoder-[0-9a-f]*.wasm"
"""The build of the decoder that today's browsers use."""
PAGES = max(1, min(4, os.cpu_count() or 1))

Told = dict[str, dict[str, Any]]
"""By decoder, what it made of an attempt."""


@dataclass
class Harness:
    """Everything the parts of the bench share."""

    portal: Portal
    stage: Stage
    workers: ProcessPoolExecutor
    cards: Sequence[Card]
    """The real badges first, then the wrong cards."""
    badges: int
    """How many of the cards are real badges."""
    browser: Browser
    pages: Sequence[Page]
    """One for each core; each has a worker of ours and all rivals."""
    site: Path
    plan: Sequence[Attempt] = ()

    @property
    def page(self) -> Page:
        """The page for what is done by one alone."""
        return self.pages[0]

    def begin(self, plan: Sequence[Attempt]) -> None:
        """Serve the frames of these attempts."""
        self.stage.begin(plan, len(self.pages))
        self.plan = plan

    def attempt(self, number: int, names: Sequence[str], *, frames: int, kind: str) -> Told:
        """Let decoders look at an attempt, alone; what each made of it, as bench.mjs tells."""
        told: Told = self.page.evaluate("how => bench.attempt(how)", self._how(number, names, frames, kind))
        return told

    def attempts(self, names: Sequence[Sequence[str]], *, frames: int) -> Iterator[tuple[int, Told]]:
        """The same of all attempts of the plan, each by its decoders, on all pages at once."""
        return self._all([self._how(number, each, frames) for number, each in enumerate(names)])

    def bursts(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Let our workers look at every instant of the plan, on all pages at once."""
        return self._all([{"attempt": number} for number in range(len(self.plan))])

    def _how(
        self, number: int, names: Sequence[str], frames: int, kind: str = "VideoFrame"
    ) -> dict[str, object]:
        card = self.cards[self.plan[number].card]
        about = {"text": card.text, "owner": card.owner}
        return {"attempt": number, "frames": frames, "kind": kind, "names": list(names), **about}

    def _all(self, work: Sequence[dict[str, object]]) -> Iterator[tuple[int, Any]]:
        """Spread work over the pages; what came of each piece, in no order."""
        busy, last = list(self.pages), time.monotonic()
        doing: dict[Page, str] = {}
        for turn, page in enumerate(self.pages):
            page.evaluate("work => bench.begin(work)", work[turn :: len(self.pages)])
        while busy:
            self.page.wait_for_timeout(POLL_MS)
            for page in list(busy):
                told = page.evaluate("bench.taken()")
                doing[page] = told["doing"]
                if told["found"]:
                    last = time.monotonic()
                yield from told["found"]
                if told["end"]:
                    busy.remove(page)
                if told["end"] not in (None, "done"):
                    raise SystemExit(f"The bench's page stopped: {told['end']}")
            if time.monotonic() - last > PATIENCE_MS / 1000:
                hangs = "; ".join(doing[page] for page in busy)
                raise SystemExit(f"No page came on for {PATIENCE_MS / 1000:.0f} s: {hangs}.")

    def asset(self, pattern: str) -> str:
        """The address of the one file of the built site that fits a pattern."""
        (found,) = (path for path in self.site.glob(pattern) if path.suffix not in (".br", ".gz"))
        return f"/{found.relative_to(self.site).as_posix()}"


@contextmanager
def opened(kind: BrowserType, site: Path, folder: Path) -> Iterator[Harness]:
    """Server, processes for frames and a browser whose worker has started; all end with the `with`."""
    (folder / "page").mkdir()
    holders: dict[str, BadgeToken] = {}
    with Portal(folder, site) as portal:
        holders = portal.holders(HOLDERS)
        badges = badge_cards(holders)
        cards = [*badges, *wrong_cards(holders, SEED)]
        with frames.pool(cards, PAGES) as workers, browser.launch(kind) as chromium:
            stage = Stage(folder / "page", workers)
            portal.bench = stage.app
            pages = [_page(chromium, portal.address) for _ in range(PAGES)]
            harness = Harness(portal, stage, workers, cards, len(badges), chromium, pages, site)
            urls = {"worker": harness.asset("assets/python-worker-*.mjs"), "decoder": harness.asset(DECODER)}
            for page in pages:
                page.evaluate("urls => bench.start(urls)", urls)
            yield harness
            workers.shutdown(cancel_futures=True)


def _page(chromium: Browser, address: str) -> Page:
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{address}/bench/index.html")
    return page
