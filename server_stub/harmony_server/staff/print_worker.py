"""The process that makes one print: `python -m harmony_server.staff.print_worker DATA JOB`.

What is asked for was checked by whoever began it; what they may see is asked once more, now.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from harmony.badge.symbol import symbol
from harmony_print import Page
from harmony_server import printing
from harmony_server.accounts.grants import grants_of
from harmony_server.badges import copies
from harmony_server.badges.keys import KeyRing
from harmony_server.printing.sheets import Holder, Wanted, layouts_of, sheet_pages
from harmony_server.settings import config as settings
from harmony_server.settings.config import Config
from harmony_server.staff import print_jobs, prints
from harmony_server.staff.lists import Moment
from harmony_server.staff.print_jobs import Printing, State
from harmony_server.staff.reach import Asker, reach_of
from harmony_server.store import PrintJob, Store, Transaction, open_store

TELL_EVERY_S = 0.5
NICE = 10
"""How far it steps back behind whoever signs in (nice(2))."""


class Worker:
    """Makes one print, tells how far it is, and looks whether it shall stop."""

    def __init__(self, config: Config, store: Store, job: PrintJob, now: Callable[[], float]) -> None:
        self._config = config
        self._store = store
        self._job = job
        self._now = now
        self._told_at = 0.0
        self._done = 0
        self._pages = 0
        self._stopped = False

    def run(self) -> None:
        """Write the file, and record how that ended."""
        wanted = print_jobs.printing_of(self._job)
        path = print_jobs.file_of(self._config.data, self._job.id)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            printing.write_private(path, printing.pages_pdf(self._watched(self._pages_of(wanted), wanted)))
        except BaseException:
            self._tell(State.FAILED)
            raise
        self._tell(State.STOPPED if self._stopped else State.DONE)

    def _pages_of(self, wanted: Printing) -> Iterator[Page]:
        keys = KeyRing.load(self._config.data, self._now())
        at = Moment(self._now(), keys, self._config.timezone)
        with self._store.read() as tx:
            asker = _asker(tx, self._job.by_id)
            printed = prints.holders(
                tx, asker, wanted.choice, at, self._config, only_without=wanted.only_without
            )
        self._store.write(lambda tx: tx.print_jobs.update(self._job.id, total=len(printed)))
        people = [each.person for each in printed]
        by = {"by": self._job.by_id, "note": wanted.layout[:64]}
        tokens = copies.tokens_of(self._store, people, self._config, keys, event=copies.PRINTED, by=by)
        url = self._config.portal_url
        made = []
        for each, (person, token) in zip(printed, tokens, strict=True):
            made.append(
                Holder(person, partial(symbol, token, portal_url=url), each.lines if wanted.lines else ())
            )
            self._beat()
            if self._stopped:
                return
        layout = layouts_of(self._config.data)[wanted.layout]
        names = wanted.name_in_front, wanted.name_on_back
        sheet = Wanted(layout, wanted.start, wanted.nudge, *names, wanted.cover, wanted.alignment)
        yield from sheet_pages(made, sheet, wanted.title)

    def _watched(self, pages: Iterator[Page], wanted: Printing) -> Iterator[Page]:
        backs = wanted.name_on_back
        for number, page in enumerate(pages):
            yield page
            self._pages += 1
            if not backs or number % 2 == 0:
                self._done += len(page.cards)
            self._beat()
            if self._stopped:
                return

    def _beat(self) -> None:
        if time.monotonic() - self._told_at >= TELL_EVERY_S:
            self._tell(State.RUNNING)

    def _tell(self, state: State) -> None:
        self._told_at = time.monotonic()
        done, pages = min(self._done, self._job.total or self._done), self._pages

        def tell(tx: Transaction) -> bool:
            values = {"state": state.value, "done": done, "pages_done": pages, "seen_at": self._now()}
            tx.print_jobs.update(self._job.id, **values)
            job = tx.print_jobs.get(self._job.id)
            return job is None or job.stop

        self._stopped = self._store.write(tell) or self._stopped


def _asker(tx: Transaction, person_id: str) -> Asker:
    """Whoever began it, with what they may see now; nothing if they have left."""
    known = tx.people.get(person_id)
    grants = grants_of(tx, known.person) if known and known.can_sign_in else ()
    return Asker(person_id, reach_of(grants))


def main(data: Path, job_id: str, now: Callable[[], float] = time.time) -> None:
    """Make a print of a data folder."""
    os.nice(NICE)
    config = settings.load(data)
    store = open_store(config)
    try:
        print_jobs.forget_old(store, data, now=now())
        with store.read() as tx:
            job = tx.print_jobs.get(job_id)
        if job is not None:
            Worker(config, store, job, now).run()
    finally:
        store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
