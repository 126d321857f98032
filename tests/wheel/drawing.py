"""Pictures of symbols without numpy, since they are drawn in Pyodides, too, which have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Symbols = Mapping[str, Sequence[str]]
"""Symbols by name: rows of modules, `1` for dark."""

QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004, 6.3.8)."""
WHITE = 255


def rows_of(modules: Iterable[Iterable[bool]]) -> list[str]:
    """A symbol's rows, as `draw` takes them."""
    return ["".join("01"[module] for module in row) for row in modules]


def draw(rows: Sequence[str], scale: int = 4) -> memoryview:
    """A symbol in black on white with its quiet zone, `scale` pixels a module: side x side bytes."""
    margin = "0" * QUIET_ZONE
    blank = "0" * (len(rows) + 2 * QUIET_ZONE)
    framed = [blank] * QUIET_ZONE + [f"{margin}{row}{margin}" for row in rows] + [blank] * QUIET_ZONE
    lines = (bytes(0 if module == "1" else WHITE for module in row for _ in range(scale)) for row in framed)
    side = len(framed) * scale
    return shaped(b"".join(line * scale for line in lines), side, side)


def shaped(pixels: bytes | bytearray, height: int, width: int) -> memoryview:
    """A buffer as a height x width view."""
    return memoryview(pixels).cast("B", (height, width))


def inverted(picture: memoryview) -> memoryview:
    """The picture with dark and light exchanged."""
    return shaped(bytes(WHITE - level for level in picture.tobytes()), *_size(picture))


def quarter_turn(picture: memoryview) -> memoryview:
    """A square picture turned clockwise."""
    side, pixels = _size(picture)[0], picture.tobytes()
    columns = (pixels[column::side][::-1] for column in range(side))
    return shaped(b"".join(columns), side, side)


def beside(left: memoryview, right: memoryview) -> memoryview:
    """Two pictures of the same height in one."""
    (height, first), (_, second) = _size(left), _size(right)
    a, b = left.tobytes(), right.tobytes()
    rows = (a[y * first : (y + 1) * first] + b[y * second : (y + 1) * second] for y in range(height))
    return shaped(b"".join(rows), height, first + second)


def damaged(picture: memoryview) -> memoryview:
    """The picture with a white patch over its middle, a quarter of its side each way."""
    height, width = _size(picture)
    pixels = bytearray(picture.tobytes())
    for y in range(3 * height // 8, 5 * height // 8):
        pixels[y * width + 3 * width // 8 : y * width + 5 * width // 8] = bytes([WHITE]) * (width // 4)
    return shaped(pixels, height, width)


def colored(picture: memoryview, channels: int) -> bytes:
    """The picture's pixels, each repeated over so many channels."""
    pixels = picture.tobytes()
    spread = bytearray(len(pixels) * channels)
    for channel in range(channels):
        spread[channel::channels] = pixels
    return bytes(spread)


def _size(picture: memoryview) -> tuple[int, int]:
    height, width = picture.shape or (0, 0)
    return height, width
