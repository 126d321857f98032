"""Waiting for one's turn: no thread held, only so much at once, no lane held up by another."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from harmony_server.accounts.line import Line
from harmony_server.accounts.refusals import Busy


class Work:
    """Work that waits until it is told to go on, and remembers what was done in which order."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun = threading.Semaphore(0)
        self.done: list[str] = []
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, name: str) -> Callable[[], str]:
        """One piece of work of that name."""

        def work() -> str:
            with self._lock:
                self._now += 1
                self.most = max(self.most, self._now)
            self.begun.release()
            assert self.go_on.wait(60)
            with self._lock:
                self._now -= 1
                self.done.append(name)
            return name

        return work


async def taken(line: Line, lane: str, work: Callable[[], str]) -> str:
    """What comes of some work, in a thread, once it has its turn."""
    async with line.turn(lane):
        return await asyncio.to_thread(work)


async def waiting(line: Line, *tasks: asyncio.Task[str]) -> None:
    """Wait until these stand in line."""
    while sum(map(len, line._lanes.values())) < len(tasks):
        await asyncio.sleep(0.001)


def test_only_so_much_is_done_at_once_and_no_thread_waits() -> None:
    """T-08: a flood of guesses waits in line; it does not take 19 MiB each at once, nor a thread."""
    work, line = Work(), Line(at_once=2, max_waiting=100, max_wait_s=60)
    threads = threading.active_count()

    async def storm() -> list[str]:
        tasks = [asyncio.create_task(taken(line, "a", work(str(number)))) for number in range(40)]
        await waiting(line, *tasks[2:])
        assert threading.active_count() <= threads + 2
        for _ in range(2):  # as many as may have begun
            await asyncio.to_thread(work.begun.acquire)
        work.go_on.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(storm()) == [str(number) for number in range(40)]
    assert work.most == 2


def test_lanes_take_turns() -> None:
    """R-01: who comes with one password waits for one of each other lane, not for all of a flood."""
    work, line = Work(), Line(at_once=1, max_waiting=100, max_wait_s=60)

    async def storm() -> None:
        flood = [asyncio.create_task(taken(line, "flood", work("flood"))) for _ in range(20)]
        await waiting(line, *flood[1:])
        child = asyncio.create_task(taken(line, "school", work("child")))
        await waiting(line, *flood[1:], child)
        work.go_on.set()
        await asyncio.gather(*flood, child)

    asyncio.run(storm())
    assert work.done.index("child") <= 2


def test_a_full_line_turns_away_whoever_fills_it() -> None:
    """R-01: where no more can wait, the longest lane's newest is told to come back, and nobody else."""
    work, line = Work(), Line(at_once=1, max_waiting=10, max_wait_s=60)

    async def storm() -> tuple[list[object], list[str]]:
        flood = [asyncio.create_task(taken(line, "flood", work("flood"))) for _ in range(11)]
        await waiting(line, *flood[1:])
        with pytest.raises(Busy):
            await taken(line, "flood", work("one more"))
        children = [asyncio.create_task(taken(line, each, work(each))) for each in ("a", "b", "c")]
        turned_away, _ = await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
        assert turned_away
        work.go_on.set()
        return await asyncio.gather(*flood, return_exceptions=True), await asyncio.gather(*children)

    floods, children = asyncio.run(storm())
    assert [type(each) for each in floods] == [str] * 8 + [Busy] * 3
    assert children == ["a", "b", "c"]


def test_where_everybody_waits_once_nobody_is_sent_away_for_another() -> None:
    """R-01: a full line of people who each came alone turns away whoever comes last, and goes on."""
    work, line = Work(), Line(at_once=1, max_waiting=3, max_wait_s=60)

    async def storm() -> list[str]:
        tasks = [asyncio.create_task(taken(line, each, work(each))) for each in "abcd"]
        await waiting(line, *tasks[1:])
        with pytest.raises(Busy):
            await taken(line, "e", work("e"))
        work.go_on.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(storm()) == list("abcd")


def test_who_waits_too_long_leaves_the_line() -> None:
    """R-01: a wait ends with a word after a while, and what nobody waits for any more is not done."""
    work, line = Work(), Line(at_once=1, max_waiting=10, max_wait_s=0.05)

    async def storm() -> None:
        first = asyncio.create_task(taken(line, "a", work("first")))
        await asyncio.to_thread(work.begun.acquire)
        with pytest.raises(Busy):
            await taken(line, "a", work("second"))
        work.go_on.set()
        assert await first == "first"

    asyncio.run(storm())
    assert work.done == ["first"]


def test_what_goes_wrong_reaches_whoever_waits() -> None:
    """An error in the work is its owner's, and the line goes on."""
    line = Line(at_once=1, max_waiting=10, max_wait_s=60)

    def fail() -> str:
        raise ValueError("wrong")

    async def come() -> str:
        with pytest.raises(ValueError, match="wrong"):
            await taken(line, "a", fail)
        return await taken(line, "a", lambda: "right")

    assert asyncio.run(come()) == "right"
