"""Threads that do what blocks, while an event loop waits for it without holding one of its own.

Less than `concurrent.futures` does, for whoever wants several kinds of waiting: a job costs one queue and one
call back into the loop it came from, and jobs may be done together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """Some work, and who waits for what comes of it."""

    work: Callable[..., Any]
    loop: asyncio.AbstractEventLoop
    waiting: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a result, or an error."""

    job: Job
    result: Any = None
    error: BaseException | None = None


class Workers:
    """So many threads, each of which takes what waits and has `do` do it: one job, or several together."""

    def __init__(
        self, threads: int, name: str, do: Callable[[list[Job]], Iterable[Outcome]], *, together: int = 1
    ) -> None:
        self._do = do
        self._together = together
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, name=f"{name}-{n}", daemon=True) for n in range(threads)]
        self._started = Lock()

    async def run(self, work: Callable[..., T]) -> T:
        """Have a thread do the work; gives what it gives, and raises what it raises."""
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future())
        self.take(job)
        result: T = await job.waiting
        return result

    def take(self, job: Job) -> None:
        """Have a thread do a job for which somebody waits already."""
        if self._started.acquire(blocking=False):  # with the first job: a command has none
            for thread in self._threads:
                thread.start()
        self._jobs.put(job)

    def close(self) -> None:
        """End the threads, once everything that waits is done."""
        started = [thread for thread in self._threads if thread.ident is not None]
        for _ in started:
            self._jobs.put(None)
        for thread in started:
            thread.join()

    def _work(self) -> None:
        while jobs := self._take():
            _tell(self._do(jobs))

    def _take(self) -> list[Job]:
        """Whatever waits, when something does; nothing at the end."""
        job = self._jobs.get()
        jobs = [job] if job else []
        with suppress(Empty):
            while job and len(jobs) < self._together:
                if job := self._jobs.get_nowait():
                    jobs.append(job)
                else:
                    self._jobs.put(None)  # the end is for the next look
        return jobs


def done(job: Job) -> Outcome:
    """What comes of a job that is done now."""
    try:
        return Outcome(job, job.work())
    except BaseException as error:  # goes to whoever waits for it
        return Outcome(job, error=error)


def _tell(outcomes: Iterable[Outcome]) -> None:
    """Have each loop hear of all its jobs at once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome.job.loop, []).append(outcome)
    for loop, theirs in by_loop.items():
        with suppress(RuntimeError):  # it was closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        waiting = outcome.job.waiting
        if waiting.done():  # whoever waited hung up
            continue
        if outcome.error is None:
            waiting.set_result(outcome.result)
        else:
            waiting.set_exception(outcome.error)
