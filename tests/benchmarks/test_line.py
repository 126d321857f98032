"""The slow line: one rate for all who use it at once, a delay for each, nothing lost."""

from __future__ import annotations

import asyncio
import time

import pytest
from starlette.types import Receive, Scope, Send

from benchmarks.line import SlowLine

pytestmark = pytest.mark.alone

BODY = bytes(range(256)) * 80
SCOPE: Scope = {"type": "http", "path": "/"}


async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer with a body in two parts."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": BODY[:5000], "more_body": True})
    await send({"type": "http.response.body", "body": BODY[5000:]})


async def fetched(line: SlowLine) -> tuple[bytes, float]:
    """A body that came over a line, and the seconds it took."""
    parts: list[bytes] = []
    ends: list[bool] = []

    async def send(message: object) -> None:
        if message["type"] == "http.response.body":  # type: ignore[index]
            parts.append(message["body"])  # type: ignore[index]
            ends.append(not message.get("more_body", False))  # type: ignore[attr-defined]

    began = time.monotonic()
    await line(SCOPE, asyncio.Queue().get, send)
    assert ends.count(True) == 1
    assert ends[-1]
    return b"".join(parts), time.monotonic() - began


def taken(*, bits_per_s: float = 1e9, latency_s: float = 0, at_once: int = 1) -> float:
    """Seconds until the last of some requests made at once was answered."""

    async def all_of_them() -> list[tuple[bytes, float]]:
        line = SlowLine(answer, bits_per_s, latency_s)
        answers = await asyncio.gather(*(fetched(line) for _ in range(at_once)))
        assert line.sent == at_once * len(BODY)
        return answers

    answers = asyncio.run(all_of_them())
    assert all(body == BODY for body, _ in answers)
    return max(seconds for _, seconds in answers)


def test_half_the_rate_takes_twice_as_long() -> None:
    """The time is the bytes over the rate."""
    fast, slow = taken(bits_per_s=800_000), taken(bits_per_s=400_000)
    assert 1.6 < slow / fast < 2.4
    assert fast >= 0.8 * len(BODY) * 8 / 800_000


def test_all_share_one_rate() -> None:
    """Three at once take three times as long as one: opening more connections gains nothing."""
    alone, together = taken(bits_per_s=800_000), taken(bits_per_s=800_000, at_once=3)
    assert 2.4 < together / alone < 3.6


def test_the_delay_is_each_request_s_own() -> None:
    """Three at once wait no longer for their first byte than one."""
    alone, together = taken(latency_s=0.2), taken(latency_s=0.2, at_once=3)
    assert alone >= 0.2
    assert together < 2 * alone


def test_a_line_can_be_let_go() -> None:
    """What nobody waits for passes at once, and is counted all the same."""

    async def let_go() -> float:
        line = SlowLine(answer, 8_000, 5)
        line.is_slow = False
        body, seconds = await fetched(line)
        assert body == BODY
        assert line.sent == len(BODY)
        assert line.quiet_for() < 5
        return seconds

    assert asyncio.run(let_go()) < 5
