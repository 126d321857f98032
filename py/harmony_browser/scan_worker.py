"""The worker's mind: frames in, messages out. Camera, canvas and network are the host's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from harmony.badge.signing import check_origin
from harmony.badge.token import BadgeToken, parse
from harmony.errors import BadgeError, BadSignature, NotABadge, UnknownKey
from harmony.scan import looks, reading
from harmony.scan.hints import Guide
from harmony_browser import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Buffer

    from harmony.scan.looks import Look
    from harmony.scan.reading import Sighting

NO_BADGE_IN_PHOTO = "no_badge_in_photo"
SECOND_LOOKS_AT_A_PHOTO = 4


@dataclass(frozen=True)
class Reply:
    """The server's answer to an exchange: its status and its body, empty if that was no JSON object."""

    status: int
    body: messages.Message


class Picture(Protocol):
    """A camera frame or a photo, held by the browser."""

    @property
    def width(self) -> int:
        """Width in pixels."""

    @property
    def height(self) -> int:
        """Height in pixels."""

    def pixels(self, look: Look) -> Buffer:
        """Draw a part of the picture and give its pixels: RGBA, 4 bytes each, rows without gaps."""


class Host(Protocol):
    """What the worker needs from the browser around it."""

    def post(self, message: messages.Message) -> None:
        """Send a message to the page."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""

    async def district(self) -> str | None:
        """This portal's district, or None while it is not known."""

    async def keys(self) -> Mapping[str, object]:
        """The district's published keys by `kid`; empty while they, or Ed25519 itself, are missing."""

    async def holds(self, token: BadgeToken) -> bool:
        """Whether a badge's signature holds under the published key it names."""

    async def exchange(self, badge: str) -> Reply:
        """Send a badge to the server; raises OSError when no answer comes."""


class ScanWorker:
    """Looks at frames until one holds a badge, then exchanges that badge for a dashboard."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._guide = Guide()
        self._turn = 0
        self._kept: BadgeToken | None = None

    async def prepare(self) -> None:
        """Ask for district and keys before they are needed, so that a badge need not wait for them."""
        await self._host.district()
        await self._host.keys()

    async def frame(self, picture: Picture) -> None:
        """Look at one camera frame; answers with exactly one final message."""
        self._turn += 1
        look = looks.plain(picture.width, picture.height)
        pixels = picture.pixels(look)
        brightness = reading.brightness(pixels, look)
        seen = reading.read(pixels, look, frame_height=picture.height)
        token = _badge_among(seen)
        if token is None:
            seen += self._read(picture, looks.second(self._turn, picture.width, picture.height))
            token = _badge_among(seen)
        if token is not None:
            await self._present(token)
            return
        guidance = self._guide.observe(seen, brightness=brightness, now=self._host.now())
        self._host.post(messages.looked(guidance))

    async def photo(self, picture: Picture) -> None:
        """Look for a badge in a photo the child chose, in every way there is."""
        size = (picture.width, picture.height)
        ways = [looks.plain(*size), *(looks.second(turn, *size) for turn in range(SECOND_LOOKS_AT_A_PHOTO))]
        for look in ways:
            if token := _badge_among(self._read(picture, look)):
                await self._present(token)
                return
        self._host.post(messages.refused(NO_BADGE_IN_PHOTO))

    async def retry(self) -> None:
        """Send the kept badge again after the server could not be reached."""
        if self._kept is not None:
            await self._exchange(self._kept)

    def forget(self) -> None:
        """Drop the kept badge and start afresh, for the next child."""
        self._kept = None
        self._guide = Guide()

    def _read(self, picture: Picture, look: Look) -> list[Sighting]:
        return reading.read(picture.pixels(look), look, frame_height=picture.height)

    async def _present(self, token: BadgeToken) -> None:
        """Check what can be checked here, then ask the server; the server checks everything again."""
        self._host.post(messages.checking())
        try:
            await self._check(token)
        except BadgeError as error:
            self._host.post(messages.refused(error.code))
        else:
            await self._exchange(token)

    async def _check(self, token: BadgeToken) -> None:
        district = await self._host.district()
        keys = await self._host.keys()
        if district is None or not keys:
            return
        try:
            check_origin(token, expected_district=district, expected_kids=keys)
        except UnknownKey:
            return  # the keys seen here may be older than the badge
        if not await self._host.holds(token):
            raise BadSignature("The badge's signature does not hold.")

    async def _exchange(self, token: BadgeToken) -> None:
        self._kept = token
        try:
            reply = await self._host.exchange(token.jwt)
        except OSError:
            self._host.post(messages.unreachable())
            return
        if reply.status in (502, 503, 504):
            self._host.post(messages.unreachable())
            return
        self._kept = None
        if reply.status == 201:
            self._host.post(messages.signed_in(reply.body))
        else:
            body = reply.body
            self._host.post(messages.refused(body.get("code", "server_error"), body.get("retry_after")))


def _badge_among(seen: list[Sighting]) -> BadgeToken | None:
    for sighting in seen:
        try:
            return parse(sighting.text or "")
        except NotABadge:
            continue
    return None
