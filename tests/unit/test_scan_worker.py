"""The worker's mind: rendered frames in, messages out, with a host of plain Python around it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from harmony.badge.signing import sign, verify
from harmony.badge.symbol import symbol
from harmony.badge.token import BadgeToken
from harmony.errors import BadSignature
from harmony.scan.detection import Corners, Image
from harmony.scan.hints import Measures
from harmony.scan.preprocessing import Area, Variant
from harmony_browser.scanner.scan_worker import ScanWorker
from tests.wheel.drawing import draw, rows_of, shaped

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
BADGE = sign(badge_id="AAAAAAAAAAAA", district="demo", kid="01", key=KEY)


@dataclass
class Frame:
    """A picture whose parts are drawn as a canvas without smoothing would."""

    gray: Image
    """A buffer of height x width bytes."""

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.gray.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.gray.shape[0])

    def image(self, variant: Variant) -> Image:
        """Gray pixels of a variant, unfiltered: what is drawn here is sharp."""
        rows = self._rows(variant.area)
        across = itemgetter(*(x * variant.area.width // variant.out_width for x in range(variant.out_width)))
        drawn = {row: bytes(across(row)) for row in set(rows)}
        down = (rows[y * variant.area.height // variant.out_height] for y in range(variant.out_height))
        return shaped(b"".join(drawn[row] for row in down), variant.out_height, variant.out_width)

    def measure(self, area: Area) -> Measures:
        """The brightness of a part; the rest is as good as can be."""
        levels = b"".join(self._rows(area))
        return Measures(brightness=sum(levels) / len(levels), contrast=200, sharpness=1, glare=0)

    def _rows(self, area: Area) -> list[bytes]:
        pixels = self.gray.tobytes()
        starts = (y * self.width + area.x for y in range(area.y, area.y + area.height))
        return [pixels[start : start + area.width] for start in starts]

    def cut_finder(self) -> float:
        """None: nothing is held so close here."""
        return 0

    def accumulate(self, corners: Corners | None) -> Corners | None:
        """Nothing: this is read as it is (tests/decoder/test_scan_attempts.py has poor frames)."""

    def draw(self, *, together: bool) -> Image:
        """Nothing was accumulated."""
        raise AssertionError(together)

    def reset(self) -> None:
        """There is nothing to reset."""


def frame_of(token: BadgeToken | None, module_px: int = 6) -> Frame:
    """A gray 640x480 frame with a badge's symbol in its middle, or with nothing."""
    return frame_with(*([(token, module_px, 320, 240)] if token else []))


def frame_with(*shown: tuple[BadgeToken, int, int, int]) -> Frame:
    """A gray 640x480 frame with badges: the pixels of a module, and where the middle of the symbol is."""
    gray = shaped(bytearray([200]) * (480 * 640), 480, 640)
    for token, module_px, x, y in shown:
        tile = draw(rows_of(symbol(token).modules), module_px)
        side = len(tile)
        flat, pixels = gray.cast("B"), tile.tobytes()
        for row in range(side):
            start = (y - side // 2 + row) * 640 + x - side // 2
            flat[start : start + side] = pixels[row * side : (row + 1) * side]
    return Frame(gray)


@dataclass
class HostOfPython:
    """A browser's place taken by plain values: what is published, what was told and sent."""

    known_district: str | None = "demo"
    published: Mapping[str, object] = field(default_factory=lambda: {"01": KEY.public_key()})
    posted: list[dict[str, Any]] = field(default_factory=list)
    frames_a_second: int = 1
    leave: Callable[[], None] = lambda: None
    """What happens while the district is asked for."""

    def post(self, message: dict[str, Any]) -> None:
        """Record a message."""
        self.posted.append(message)

    def now(self) -> float:
        """A clock that goes on with each message."""
        return len(self.posted) / self.frames_a_second

    async def district(self) -> str | None:
        """The known district."""
        self.leave()
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

    @property
    def handed_on(self) -> list[str]:
        """The badges that the page is to exchange."""
        return [message["badge"] for message in self.posted if message["type"] == "badge"]


def types(host: HostOfPython) -> list[str]:
    """The kinds of the messages that were posted."""
    return [str(message["type"]) for message in host.posted]


def at_once(work: Coroutine[Any, Any, None]) -> None:
    """Run what waits for nothing, with no loop of tasks: a browser's Python cannot wait for one to end."""
    with pytest.raises(StopIteration):
        work.send(None)


def scan(host: HostOfPython, picture: Frame) -> None:
    """Look at a frame and present what is in it, as the browser's endpoint does."""
    worker = ScanWorker(host)
    if token := worker.frame(picture):
        at_once(worker.present(token))


def test_a_badge_is_handed_on() -> None:
    """A frame with a badge: the camera can go off, and the page gets the exact JWT."""
    host = HostOfPython()
    scan(host, frame_of(BADGE))
    assert types(host) == ["checking", "badge"]
    assert host.handed_on == [BADGE.jwt]


def test_a_badge_whose_child_has_left_is_not_handed_on() -> None:
    """T-31: What was being checked when the child left is nobody's: neither a badge nor a refusal."""
    host = HostOfPython()
    worker = ScanWorker(host)
    for token in (BADGE, replace(BADGE, badge_id="BBBBBBBBBBBB")):
        checking = worker.present(token)
        host.leave = worker.reset
        at_once(checking)
    assert types(host) == ["checking", "checking"]


def test_an_empty_frame_asks_for_the_next() -> None:
    """Each frame without a badge is answered by exactly one hint."""
    host = HostOfPython()
    worker = ScanWorker(host)
    for _ in range(3):
        assert worker.frame(frame_of(None)) is None
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
    scan(host, frame_of(token))
    assert host.posted[-1] == {"type": "refused", "code": code, "retryAfter": None}
    assert host.handed_on == []


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
    scan(host, frame_of(BADGE))
    assert host.handed_on == [BADGE.jwt]


def test_a_photo_is_read_in_every_variant() -> None:
    """A photo has no next frame: it is read, or told to hold no badge."""
    host = HostOfPython()
    worker = ScanWorker(host)
    assert worker.photo(frame_of(BADGE, module_px=3)) == BADGE
    assert worker.photo(frame_of(None)) is None
    assert host.posted == [{"type": "refused", "code": "no_badge_in_photo", "retryAfter": None}]


CLASSMATE = sign(badge_id="CCCCCCCCCCCC", district="demo", kid="01", key=KEY)
ALIKE = (BADGE, 4, 150, 240), (CLASSMATE, 4, 490, 240)


def test_the_badge_held_up_is_taken() -> None:
    """T-37: A classmate's badge behind, first in reading order, is not the one that signs in."""
    worker = ScanWorker(HostOfPython())
    both = frame_with((CLASSMATE, 3, 540, 90), (BADGE, 7, 240, 260))
    assert worker.frame(both) == BADGE
    assert worker.photo(both) == BADGE


def test_badges_that_cannot_be_told_apart_are_not_taken() -> None:
    """T-37: Of two badges side by side none signs in; the child is asked to hold up one."""
    host = HostOfPython(frames_a_second=15)
    worker = ScanWorker(host)
    assert [worker.frame(frame_with(*ALIKE)) for _ in range(6)] == [None] * 6
    assert host.posted[-1]["hint"] == "one"


def test_a_frame_that_shows_one_of_two_badges_does_not_decide() -> None:
    """T-37: After two badges were alike one is taken only when it has been alone for half a second."""
    host = HostOfPython(frames_a_second=15)
    worker = ScanWorker(host)
    worker.frame(frame_with(*ALIKE))
    assert [worker.frame(frame_with(ALIKE[0])) for _ in range(7)] == [None] * 7
    assert worker.frame(frame_with(ALIKE[0])) == BADGE


def test_nobody_is_signed_in_by_a_photo_of_a_class_sheet() -> None:
    """T-37: A photo of several badges alike signs nobody in, and says why."""
    host = HostOfPython()
    assert ScanWorker(host).photo(frame_with(*ALIKE)) is None
    assert host.posted == [{"type": "refused", "code": "several_badges_in_photo", "retryAfter": None}]


def test_a_badge_just_used_does_not_count() -> None:
    """T-37: The badge with the fingerprint the page names is told of, not taken; another one is."""
    host = HostOfPython(frames_a_second=15)
    worker = ScanWorker(host)
    assert [worker.frame(frame_of(BADGE), BADGE.fingerprint) for _ in range(6)] == [None] * 6
    assert host.posted[-1] == {"type": "looked", "hint": "again", "lit": 2}
    assert worker.frame(frame_of(CLASSMATE), BADGE.fingerprint) == CLASSMATE
    assert worker.frame(frame_of(BADGE), CLASSMATE.fingerprint) == BADGE
