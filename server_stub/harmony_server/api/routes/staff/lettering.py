"""Lines of text as outlines, for badges that the console draws: the server's fonts have every script."""

from __future__ import annotations

import asyncio
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from harmony_print import CannotDraw
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import StaffDep
from harmony_server.api.routers import api_router
from harmony_server.printing import lettering

router = api_router("/api/v1/staff")

MOST_TEXTS = 300
LONGEST_TEXT = 160


class Texts(Closed):
    """Lines of text to be drawn."""

    texts: Annotated[
        list[Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]], Field(max_length=MOST_TEXTS)
    ]


class TextOutline(BaseModel):
    """A line of text as one SVG path, in units of its font: y points up, the base line is 0."""

    path: str
    width: float
    units_per_em: int
    top: float
    bottom: float


class TextOutlines(BaseModel):
    """The outline of each text; null where the fonts cannot draw it."""

    outlines: dict[str, TextOutline | None]


@router.post("/lettering", summary="Names as outlines, for badges", operation_id="staff_lettering")
async def draw_texts(staff: StaffDep, body: Annotated[Texts, json_body(Texts)]) -> TextOutlines:
    """Draw lines of text as the server's own badges have them; nothing is kept."""
    return TextOutlines(outlines=await asyncio.to_thread(_drawn, sorted(set(body.texts))))


def _drawn(texts: list[str]) -> dict[str, TextOutline | None]:
    return {text: _outline(text) for text in texts}


def _outline(text: str) -> TextOutline | None:
    try:
        drawn = lettering(text)
    except CannotDraw:
        return None
    return TextOutline(
        path=drawn.path,
        width=drawn.width,
        units_per_em=drawn.units_per_em,
        top=drawn.top,
        bottom=drawn.bottom,
    )
