"""The browser before the bench's page: the built worker and its rivals, driven from Python."""

from __future__ import annotations

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
from benchmarks.scan.frames import HoldUp
from benchmarks.scan.stage import Stage
from harmony.badge.token import BadgeToken

OURS = "ours"
NATIVE = "native"
RIVALS = ("zxing-wasm", "zxing-wasm try-harder", "jsqr", "qr-scanner", "zbar-wasm", NATIVE)
HOLDERS = 12
PATIENCE_MS = 120_000
SEED = 20261124


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
    page: Page
    site: Path

    def begin(self, plan: Sequence[HoldUp]) -> None:
        """Serve the frames of these attempts."""
        self.stage.begin(plan)
        self.plan = plan

    def attempt(
        self, number: int, names: Sequence[str], *, frames: int, kind: str = "VideoFrame"
    ) -> dict[str, Any]:
        """Let decoders look at an attempt; what each made of it, as bench.mjs tells."""
        card = self.cards[self.plan[number].card]
        how = {"attempt": number, "frames": frames, "kind": kind, "names": list(names)}
        told: dict[str, Any] = self.page.evaluate(
            "how => bench.attempt(how)", {**how, "text": card.text, "owner": card.owner}
        )
        return told

    def burst(self, number: int) -> list[dict[str, Any]]:
        """Let our worker look at the frames of one instant."""
        looks: list[dict[str, Any]] = self.page.evaluate("number => bench.burst(number)", number)
        return looks

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
        with frames.pool(cards, 2) as workers, browser.launch(kind) as chromium:
            stage = Stage(folder / "page", workers)
            portal.bench = stage.app
            page = chromium.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"{portal.address}/bench/index.html")
            harness = Harness(portal, stage, workers, cards, len(badges), chromium, page, site)
            page.evaluate("url => bench.start(url)", harness.asset("assets/worker-*.mjs"))
            yield harness
            workers.shutdown(cancel_futures=True)
