"""A roster's file looked at in the page, before it is sent: what it is, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from harmony_console.view import Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

FIELD = "roster-file"
READER = "harmony_preview"
"""The optional wheel that micropip brings from this site."""
LARGEST = 32 * 1024 * 1024
"""Bytes of a zip that is read here; what may be in one, the reader says."""


@dataclass(frozen=True)
class Looked:
    """What a file says by itself; everything empty where it was not looked at."""

    lead: str = ""
    problems: Sequence[api.ProblemTold] = ()
    left: str = ""
    """Why the server alone looks at it."""


NOTHING = Looked()
"""Nobody looked."""


async def look(place: Place, usernames: Sequence[str], is_wanted: Callable[[], bool]) -> Looked:
    """Look at the file picked, as far as this browser can. Ends early once it `is_wanted` no more."""
    picked = place.page.pick(FIELD)
    if picked is None:
        return NOTHING
    if picked.size > LARGEST:
        return Looked(left=place.words.say("roster.too_large_here"))
    place.page.draw("progress", "roster-looking", {"value": 0})
    reader = await place.page.bring(READER)
    if reader is None:
        return NOTHING
    looking = reader.Look(picked.name, await place.page.read(FIELD), usernames)
    for share in looking.steps():
        place.page.draw("progress", "roster-looking", {"value": share})
        await place.page.breathe()
        if not is_wanted():
            return NOTHING
    if looking.too_large:
        return Looked(left=place.words.say("roster.too_large_here"))
    seen = looking.found()
    return Looked(_lead(seen, place), seen.problems)


def _lead(seen: Any, place: Place) -> str:
    if not seen.format:
        return place.words.say("roster.not_read")
    counts = [place.words.say(f"roster_counts.{kind}", n=number) for kind, number in seen.counts.items()]
    key = "roster.changes_hold" if seen.changes_only else "roster.holds"
    return place.words.say(key, format=seen.format, counts=", ".join(counts))
