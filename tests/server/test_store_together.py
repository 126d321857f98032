"""Writers that share a transaction: one's error is nobody else's, and nobody waits for long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from harmony_server.store import Store, Transaction
from tests.district import LEO, MIA, START, District
from tests.server.engines import on_both_engines

Work = Callable[[Transaction], object]


def noting(outcome: str) -> Work:
    """Put a line on record."""
    return lambda tx: tx.audit.add("sign_in", outcome, now=START)


def failing(tx: Transaction) -> None:
    """Write, and then fail."""
    noting("failed")(tx)
    raise LookupError("of one's own")


async def side_by_side(store: Store, *works: Work) -> list[object]:
    """Have them all wait while the first is being written, so that they share what comes next."""
    begun, go_on = threading.Event(), threading.Event()

    def first(tx: Transaction) -> None:
        begun.set()
        assert go_on.wait(60)
        noting("first")(tx)

    held = [asyncio.ensure_future(store.written(first, brief=True))]
    await asyncio.to_thread(begun.wait, 60)
    waiting = [asyncio.ensure_future(store.written(work, brief=True)) for work in works]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*held)
    return await asyncio.gather(*waiting, return_exceptions=True)


def outcomes(district: District) -> list[str]:
    """What is on record."""
    with district.store.read() as tx:
        return sorted(entry.outcome for entry in tx.audit.last(100))


@on_both_engines
def test_what_several_write_together_is_kept(district: District) -> None:
    """R-12: each has an answer, and each line is there once."""
    names = [f"n{number}" for number in range(40)]
    asyncio.run(side_by_side(district.store, *map(noting, names)))
    assert outcomes(district) == sorted(["first", *names])


@on_both_engines
def test_nobody_has_another_s_error(district: District) -> None:
    """R-12: of those who share a transaction one fails; its writing is undone, the others' is kept."""
    found = asyncio.run(side_by_side(district.store, noting("before"), failing, noting("after")))
    assert [type(each) for each in found] == [type(None), LookupError, type(None)]
    assert outcomes(district) == ["after", "before", "first"]


@pytest.mark.parametrize("engine", ["postgresql"])
def test_nobody_waits_for_what_another_has_locked(district: District) -> None:
    """R-13: of those who share a transaction one wants a row that somebody holds: the others do not wait."""

    def wanting(tx: Transaction) -> None:
        tx.people.lock(MIA.id)

    async def come() -> list[str]:
        with district.store.begin() as holder:
            holder.people.lock(MIA.id)
            stuck = asyncio.ensure_future(side_by_side(district.store, noting("a"), wanting, noting("b")))
            while set(outcomes(district)) < {"first", "a", "b"}:
                await asyncio.sleep(0.01)
        await stuck
        return outcomes(district)

    assert asyncio.run(asyncio.wait_for(come(), 60)) == ["a", "b", "first"]
    assert district.new_badge(LEO)
