"""Several writers in one transaction: what it costs to begin one, and to bring it to the disk, they share.

Whoever comes while a transaction is being written waits for the next, with all others who came meanwhile.
Nobody hears of theirs before all of it is kept. If anything of it fails, all of it is undone and each is done
by itself: nobody has another's error, nor another's wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from harmony_server.store.workers import Job, Outcome, Workers, done

AT_ONCE = 32
"""How many share a transaction at most: a few milliseconds of work."""


@dataclass(frozen=True)
class Together:
    """Does jobs whose work takes a transaction."""

    begin: Callable[[], AbstractContextManager[Any]]
    """A transaction in which nobody waits for long."""
    write: Callable[[Callable[[Any], Any]], Any]
    """Does one work in a transaction of its own."""
    apart: Workers
    """Where each is done by itself."""

    def workers(self, threads: int) -> Workers:
        """So many threads, each of which takes all who wait."""
        return Workers(threads, "store-writer", self._do, together=AT_ONCE)

    def _do(self, jobs: list[Job]) -> Iterable[Outcome]:
        if len(jobs) == 1:
            return [done(self._alone(jobs[0]))]
        begun = False
        try:
            with self.begin() as tx:
                begun = True
                return [Outcome(job, job.work(tx)) for job in jobs]
        except Exception as error:  # of whichever of them, or of keeping it
            if not begun:
                return [Outcome(job, error=error) for job in jobs]
        for job in jobs:
            self.apart.take(self._alone(job))
        return []

    def _alone(self, job: Job) -> Job:
        return replace(job, work=partial(self.write, job.work))
