"""The worker's mind: frames in, messages out. Camera, canvas and network are the host's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from harmony.badge.signing import check_origin
from harmony.badge.token import parse
from harmony.errors import BadgeError, BadSignature, NotABadge, UnknownKey
from harmony.scan import looks, reading
from harmony.scan.hints import Guide
from harmony_browser import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Buffer

    from harmony.badge.token import BadgeToken
    from harmony.scan.looks import Look
    from harmony.scan.reading import Sighting

NO_BADGE_IN_PHOTO = "no_badge_in_photo"
SECOND_LOOKS_AT_A_PHOTO = 4


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

    async def exchange(self, badge: str) -> None:
        """Send a badge to the server and tell the page how that ended; kept for another try meanwhile."""


class ScanWorker:
    """Looks at frames until one holds a badge, then checks that badge and has it exchanged."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._guide = Guide()
        self._turn = 0

    async def prepare(self) -> None:
        """Ask for district and keys before they are needed, so that a badge need not wait for them."""
        await self._host.district()
        await self._host.keys()

    def frame(self, picture: Picture) -> BadgeToken | None:
        """Look at one camera frame; tells the page what to do next unless there is a badge to present."""
        self._turn += 1
        look = looks.plain(picture.width, picture.height)
        pixels = picture.pixels(look)
        brightness = reading.brightness(pixels, look)
        seen = reading.read(pixels, look, frame_height=picture.height)
        token = _badge_among(seen)
        if token is None:
            seen += self._read(picture, looks.second(self._turn, picture.width, picture.height))
            token = _badge_among(seen)
        if token is None:
            guidance = self._guide.observe(seen, brightness=brightness, now=self._host.now())
            self._host.post(messages.looked(guidance))
        return token

    def photo(self, picture: Picture) -> BadgeToken | None:
        """Look for a badge in a photo, in every way there is; tells the page if there is none to present."""
        size = (picture.width, picture.height)
        ways = [looks.plain(*size), *(looks.second(turn, *size) for turn in range(SECOND_LOOKS_AT_A_PHOTO))]
        for look in ways:
            if token := _badge_among(self._read(picture, look)):
                return token
        self._host.post(messages.refused(NO_BADGE_IN_PHOTO))
        return None

    async def present(self, token: BadgeToken) -> None:
        """Check what can be checked here, then ask the server; the server checks everything again."""
        self._host.post(messages.checking())
        try:
            await self._check(token)
        except BadgeError as error:
            self._host.post(messages.refused(error.code))
        else:
            await self._host.exchange(token.jwt)

    def forget(self) -> None:
        """Start afresh, for the next child."""
        self._guide = Guide()

    def _read(self, picture: Picture, look: Look) -> list[Sighting]:
        return reading.read(picture.pixels(look), look, frame_height=picture.height)

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


def _badge_among(seen: list[Sighting]) -> BadgeToken | None:
    for sighting in seen:
        try:
            return parse(sighting.text or "")
        except NotABadge:
            continue
    return None
