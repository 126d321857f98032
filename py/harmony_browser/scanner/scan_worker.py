"""The worker's mind: frames in, messages out. Camera, canvas and network are the host's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from harmony.badge.signing import check_origin
from harmony.errors import BadgeError, BadSignature, UnknownKey
from harmony.scan import detection, preprocessing
from harmony.scan.budget import FRAME_SECONDS, Budget
from harmony.scan.held_up import Choice
from harmony.scan.hints import Guide, Hint, largest, too_close
from harmony_browser.scanner import messages
from harmony_browser.scanner.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from harmony.badge.token import BadgeToken
    from harmony.scan.detection import Corners, Detection, Image
    from harmony.scan.hints import Guidance, Measures
    from harmony.scan.preprocessing import Area, Variant

NO_BADGE_IN_PHOTO = "no_badge_in_photo"
SEVERAL_BADGES_IN_PHOTO = "several_badges_in_photo"
LARGE_IN_PHOTO = 1 / 3
"""Side of a code over the height of a photo, from which on it is hardly one of many. Before a smaller one is
taken all variants are looked at, for another may be read in the next."""
FRAMES_A_RARE_VARIANT = 4
"""Each so many frames in which nothing was located, one of the rare variants is looked at, too."""
MAX_SCHEDULED = 2
"""Variants of a frame that does not surely show a badge; as there is time for until the next frame is due."""


class Picture(Protocol):
    """A camera frame or a photo, held by the browser."""

    @property
    def width(self) -> int:
        """Width in pixels."""

    @property
    def height(self) -> int:
        """Height in pixels."""

    def image(self, variant: Variant) -> Image:
        """Make a variant of the picture: gray pixels, valid until the next one."""

    def measure(self, area: Area) -> Measures:
        """Measure a part of the picture that lies within it."""

    def cut_finder(self) -> float:
        """The module in pixels of the largest finder, one that the edge may cut; 0 if none is large."""

    def accumulate(self, corners: Corners | None) -> Corners | None:
        """Sample the modules of a badge's code about these corners, or of any; where it is, or None."""

    def draw(self, *, together: bool) -> Image:
        """The code that was sampled, drawn flat: as the last picture has it, or all since `reset`."""

    def reset(self) -> None:
        """Forget what was accumulated of other pictures."""


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


class ScanWorker:
    """Looks at frames until one holds a badge, then checks that badge and hands it to the page."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._budget = Budget()
        self._search_seconds = 0.0
        """What it took to find a code's modules when they were last searched for."""
        self._scheduled = 0
        """Variants so far that were of the schedule: they take turns."""
        self._empty_frames = 0
        """In which nothing was located, so far."""
        self._turn = 0
        self._afresh = True
        """Whether what was accumulated of pictures before is another child's."""
        self._begin()

    async def prepare(self) -> None:
        """Ask for district and keys before they are needed, so that a badge need not wait for them."""
        await self._host.district()
        await self._host.keys()

    def frame(self, picture: Picture, used: str = "") -> BadgeToken | None:
        """Look at one camera frame; tells the page what to do next unless there is a badge to present.

        The badge with the fingerprint `used` was just used, and does not count.
        """
        began = self._host.now()
        if self._afresh:
            picture.reset()
            self._afresh = False
        sight = Sight(picture.width, picture.height)
        for detections in self._detections(picture, began):
            sight.add(detections)
            if sight.held_up():
                break
        token = sight.held_up()
        taken = self._choice.may_take(token, several=sight.are_several(), now=began)
        known = Hint.ONE if self._choice.is_open(began) else None
        if token and taken:
            if token.fingerprint != used:
                return token
            known = Hint.AGAIN
        self._host.post(messages.looked(self._guidance(picture, sight.shown(), known)))
        return None

    def photo(self, picture: Picture) -> BadgeToken | None:
        """Look for a badge in a photo, in every variant of it; tells the page if there is none to present."""
        picture.reset()
        self._afresh = True
        sight = Sight(picture.width, picture.height)
        for variant in preprocessing.every(picture.width, picture.height):
            seen = detection.detect(picture.image(variant), variant, frame_height=picture.height)
            sight.add(seen)
            if not sight.held_up():
                sight.add(self._soft_decode(picture, seen))
            if (token := sight.held_up()) and sight.largest_side() >= LARGE_IN_PHOTO:
                return token
        if token := sight.held_up():
            return token
        self._host.post(messages.refused(SEVERAL_BADGES_IN_PHOTO if sight.tokens else NO_BADGE_IN_PHOTO))
        return None

    async def present(self, token: BadgeToken) -> None:
        """Check what can be checked here, then hand it on; the server checks everything again.

        Says nothing of a badge whose child has left meanwhile.
        """
        turn = self._turn
        self._host.post(messages.checking())
        try:
            await self._check(token)
        except BadgeError as error:
            answer = messages.refused(error.code)
        else:
            answer = messages.badge(token.jwt, token.fingerprint)
        if turn == self._turn:
            self._host.post(answer)

    def reset(self) -> None:
        """Start afresh, for the next child."""
        self._turn += 1
        self._begin()

    def _begin(self) -> None:
        self._guide = Guide()
        self._choice = Choice()
        self._afresh = True

    def _detections(self, picture: Picture, began: float) -> Iterator[list[Detection]]:
        """What is found in a frame as it is, by soft decoding, then in variants of the schedule."""
        seen = self._detect(picture, preprocessing.plain(picture.width, picture.height))
        yield seen
        decoded = self._soft_decode(picture, seen, due=began + FRAME_SECONDS)
        yield decoded
        if decoded:
            return  # there is a badge; the next frame says more of it than another variant of this one
        if not seen:
            yield self._rarely(picture)
        for _ in range(MAX_SCHEDULED):
            left = self._budget.pixels_left(self._host.now() - began)
            variant = preprocessing.scheduled(self._scheduled, picture.width, picture.height, max_pixels=left)
            if variant is None:
                return
            self._scheduled += 1
            yield self._detect(picture, variant)

    def _rarely(self, picture: Picture) -> list[Detection]:
        """What a rare variant shows; mostly none is looked at."""
        self._empty_frames += 1
        turn, rest = divmod(self._empty_frames, FRAMES_A_RARE_VARIANT)
        if rest:
            return []
        return self._detect(picture, preprocessing.rare(turn, picture.width, picture.height))

    def _detect(self, picture: Picture, variant: Variant) -> list[Detection]:
        """Find what is in one variant, and learn what it costs."""
        began = self._host.now()
        seen = detection.detect(picture.image(variant), variant, frame_height=picture.height)
        self._budget.learn(variant.pixels, self._host.now() - began)
        return seen

    def _soft_decode(
        self, picture: Picture, seen: Sequence[Detection], due: float = math.inf
    ) -> list[Detection]:
        """Accumulate what a frame shows of a badge that could not be read in it; read what all show."""
        corners = self._accumulate(picture, seen, due)
        if corners is None:
            return []
        texts = (detection.text_of(picture.draw(together=together)) for together in (False, True))
        text = next((text for text in texts if text is not None), None)
        return [detection.at_corners(text, corners, frame_height=picture.height)]

    def _accumulate(self, picture: Picture, seen: Sequence[Detection], due: float) -> Corners | None:
        """Where a code was located, else wherever one is found; not both if that takes beyond `due`."""
        unread = largest([one for one in seen if one.text is None])
        if unread and (corners := picture.accumulate(unread.corners)):
            return corners
        began = self._host.now()
        if unread and began + self._search_seconds > due:
            return None
        found = picture.accumulate(None)
        self._search_seconds = self._host.now() - began
        return found

    def _guidance(self, picture: Picture, seen: list[Detection], known: Hint | None) -> Guidance:
        width, height = picture.width, picture.height
        code = largest(seen)
        cut = None if seen else too_close(picture.cut_finder(), width, height)
        return self._guide.observe(
            [cut] if cut else seen,
            frame=picture.measure(preprocessing.whole(width, height)),
            code=picture.measure(preprocessing.clipped(code.area, width, height)) if code else None,
            now=self._host.now(),
            known=known,
        )

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
