"""The worker's mind on CPython: rendered frames in, messages out, with a host of plain Python around it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray

from harmony.badge.signing import sign, verify
from harmony.badge.symbol import symbol
from harmony.badge.token import BadgeToken
from harmony.errors import BadSignature
from harmony.scan.looks import Look
from harmony_browser.scan_worker import Reply, ScanWorker

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
BADGE = sign(badge_id="AAAAAAAAAAAA", district="demo", kid="01", key=KEY)
DASHBOARD = {"person": {"given_name": "Zoë"}, "apps": []}


@dataclass
class Frame:
    """A picture whose parts are drawn by OpenCV as a canvas would."""

    gray: NDArray[np.uint8]

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.gray.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.gray.shape[0])

    def pixels(self, look: Look) -> bytes:
        """RGBA pixels of a look."""
        part = self.gray[look.y : look.y + look.height, look.x : look.x + look.width]
        drawn = cv2.resize(part, (look.out_width, look.out_height))
        return cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGBA).tobytes()


def frame_of(token: BadgeToken | None, module_px: int = 6) -> Frame:
    """A gray 640x480 frame with a badge's symbol in its middle, or with nothing."""
    gray = np.full((480, 640), 200, np.uint8)
    if token is not None:
        dark = np.pad(np.array(symbol(token).modules), 4)
        tile = np.where(np.kron(dark, np.ones((module_px, module_px), bool)), 20, 235).astype(np.uint8)
        top, left = (480 - tile.shape[0]) // 2, (640 - tile.shape[1]) // 2
        gray[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
    return Frame(gray)


@dataclass
class HostOfPython:
    """A browser's place taken by plain values: what it publishes, what its server answers."""

    replies: list[Reply | OSError] = field(default_factory=list)
    known_district: str | None = "demo"
    published: Mapping[str, object] = field(default_factory=lambda: {"01": KEY.public_key()})
    posted: list[dict[str, Any]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def post(self, message: dict[str, Any]) -> None:
        """Record a message."""
        self.posted.append(message)

    def now(self) -> float:
        """A clock that goes on with each message."""
        return float(len(self.posted))

    async def district(self) -> str | None:
        """The known district."""
        return self.known_district

    async def keys(self) -> Mapping[str, object]:
        """The published keys."""
        return self.published

    async def holds(self, token: BadgeToken) -> bool:
        """Verify as WebCrypto would."""
        try:
            verify(token, expected_district="demo", keys={"01": KEY.public_key()})
        except BadSignature:
            return False
        return True

    async def exchange(self, badge: str) -> Reply:
        """Answer as told."""
        self.sent.append(badge)
        reply = self.replies.pop(0)
        if isinstance(reply, OSError):
            raise reply
        return reply


def types(host: HostOfPython) -> list[str]:
    """The kinds of the messages that were posted."""
    return [str(message["type"]) for message in host.posted]


def test_a_badge_is_exchanged_for_a_dashboard() -> None:
    """A frame with a badge: checking, then signed in; the exact JWT went to the server."""
    host = HostOfPython([Reply(201, DASHBOARD)])
    asyncio.run(ScanWorker(host).frame(frame_of(BADGE)))
    assert types(host) == ["checking", "signed-in"]
    assert host.posted[1]["dashboard"] == DASHBOARD
    assert host.sent == [BADGE.jwt]


def test_an_empty_frame_asks_for_the_next() -> None:
    """Each frame without a badge is answered by exactly one hint."""
    host = HostOfPython()
    worker = ScanWorker(host)
    for _ in range(3):
        asyncio.run(worker.frame(frame_of(None)))
    assert types(host) == ["looked"] * 3


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (replace(BADGE, badge_id="BBBBBBBBBBBB"), "badge_bad_signature"),
        (sign(badge_id="AAAAAAAAAAAA", district="ZZZZ", kid="01", key=KEY), "badge_other_district"),
    ],
)
def test_a_false_badge_is_refused_without_the_server(token: BadgeToken, code: str) -> None:
    """A forged badge and one of another district never reach the network."""
    host = HostOfPython()
    asyncio.run(ScanWorker(host).frame(frame_of(token)))
    assert host.posted[-1] == {"type": "refused", "code": code, "retryAfter": None}
    assert host.sent == []


@pytest.mark.parametrize(
    "host",
    [
        HostOfPython(known_district=None),
        HostOfPython(published={}),
        HostOfPython(published={"02": KEY.public_key()}),
    ],
    ids=["no district", "no keys", "a newer key"],
)
def test_what_cannot_be_checked_here_the_server_checks(host: HostOfPython) -> None:
    """Without keys, or with older ones, the badge is sent: the server decides."""
    host.replies.append(Reply(403, {"code": "badge_void"}))
    asyncio.run(ScanWorker(host).frame(frame_of(BADGE)))
    assert host.posted[-1] == {"type": "refused", "code": "badge_void", "retryAfter": None}


@pytest.mark.parametrize(
    "away", [OSError("gone"), Reply(503, {}), Reply(502, {})], ids=["gone", "503", "502"]
)
def test_an_unreachable_server_gets_the_kept_badge_later(away: Reply | OSError) -> None:
    """The badge is kept and sent again, without a second scan."""
    host = HostOfPython([away, Reply(201, DASHBOARD)])
    worker = ScanWorker(host)
    asyncio.run(worker.frame(frame_of(BADGE)))
    assert types(host)[-1] == "unreachable"
    asyncio.run(worker.retry())
    assert types(host)[-1] == "signed-in"
    assert host.sent == [BADGE.jwt, BADGE.jwt]


def test_a_forgotten_badge_is_not_sent_again() -> None:
    """The next child's Try again never sends the last child's badge."""
    host = HostOfPython([OSError("gone")])
    worker = ScanWorker(host)
    asyncio.run(worker.frame(frame_of(BADGE)))
    worker.forget()
    asyncio.run(worker.retry())
    assert len(host.sent) == 1


def test_a_wait_is_passed_on() -> None:
    """Too many tries come with the seconds to wait."""
    host = HostOfPython([Reply(429, {"code": "too_many_tries", "retry_after": 8})])
    asyncio.run(ScanWorker(host).frame(frame_of(BADGE)))
    assert host.posted[-1] == {"type": "refused", "code": "too_many_tries", "retryAfter": 8}


@pytest.mark.parametrize(("token", "outcome"), [(BADGE, "signed-in"), (None, "refused")])
def test_a_photo_is_looked_at_in_every_way(token: BadgeToken | None, outcome: str) -> None:
    """A photo has no next frame: it is read, or told to hold no badge."""
    host = HostOfPython([Reply(201, DASHBOARD)])
    asyncio.run(ScanWorker(host).photo(frame_of(token, module_px=3)))
    assert types(host)[-1] == outcome
