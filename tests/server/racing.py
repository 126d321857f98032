"""The same work in several processes at the same moment, on one district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, TypeVar

from tests.district import Clock, District

T = TypeVar("T")
PROCESSES = 3
START_WITHIN_S = 120

Work = Callable[[District, int], Any]
"""Is given a district of its process's own, and a number that no other process has in this round."""


class Racers:
    """Processes that have started and opened their store before any race begins."""

    def __init__(self) -> None:
        # A fork would share what this process holds open, an SQLite connection among it.
        context = get_context("spawn")
        barrier = context.Barrier(PROCESSES)
        self._pool = ProcessPoolExecutor(PROCESSES, context, initializer=_remember, initargs=(barrier,))

    def race(self, district: District, work: Work) -> list[Any]:
        """What the work gives in each process; it must be a function that stands in a module."""
        where = district.data, district.clock.time
        running = [self._pool.submit(_run, work, *where, number) for number in range(PROCESSES)]
        return [each.result(timeout=START_WITHIN_S) for each in running]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()


@contextmanager
def racers() -> Iterator[Racers]:
    """Racers that end with the block."""
    made = Racers()
    try:
        yield made
    finally:
        made.close()


_barrier: Barrier | None = None


def _remember(barrier: Barrier) -> None:
    global _barrier  # noqa: PLW0603  what a pool gives its processes once, there is no other place for
    _barrier = barrier


def _run(work: Work, data: Path, time: float, number: int) -> Any:
    district = District(data, Clock(time))
    try:
        assert _barrier is not None
        _barrier.wait(START_WITHIN_S)
        return work(district, number)
    finally:
        district.store.close()
