"""An app's picture as somebody sends it, made anew of nothing but what draws.

A drawing (SVG 1.1) keeps the shapes, colours and gradients of a list; whatever could run, load or point
elsewhere is not on it. A picture (PNG) is decoded and written again, small, so that nothing rides along.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from harmony.findings import AppsError, Finding
from harmony_server.catalogue.svg import NoDrawing, redrawn
from harmony_server.printing import write_private

MAX_BYTES = 256 * 1024
MAX_SIDE = 2048
"""Of a PNG, in pixels: more is a photograph, and decoding it costs."""
SIDE = 256
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Icon:
    """A picture that is safe to show."""

    data: bytes
    suffix: str

    def name(self, app_id: str) -> str:
        """A file's name that is another for another picture: who undoes a change finds the one before."""
        return f"{app_id}-{hashlib.sha256(self.data).hexdigest()[:12]}{self.suffix}"


def read(data: bytes) -> Icon:
    """The picture, made anew; raises AppsError with what is to be mended."""
    if len(data) > MAX_BYTES:
        raise _refused(f"The picture has more than {MAX_BYTES // 1024} kB. Save it smaller.")
    try:
        if data.startswith(_PNG):
            return Icon(_png(data), ".png")
        return Icon(redrawn(data), ".svg")
    except NoDrawing as error:
        raise _refused(str(error)) from None


def keep(icon: Icon, name: str, folder: Path) -> None:
    """Put it into the icons folder."""
    folder.mkdir(exist_ok=True)
    write_private(folder / name, icon.data)
    (folder / name).chmod(0o644)


def _png(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if max(image.size) > MAX_SIDE:
                raise NoDrawing(f"The picture is wider or higher than {MAX_SIDE} pixels. Save it smaller.")
            drawn = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NoDrawing("This is no PNG that can be read. Save it again as PNG or SVG.") from None
    drawn.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()


def _refused(said: str) -> AppsError:
    return AppsError([Finding("apps.toml", f"icon: {said}")])
