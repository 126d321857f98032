"""Things that pictures hold: a badge, a hand, a laptop, a camera, a drawn browser window."""

from harmony_art.kit import arch, bar, dot, group, number, ring, sheet, stroke
from harmony_art.palette import (
    CORAL,
    FACE,
    MARIGOLD,
    PEN,
    SCREEN_BAR,
    SCREEN_OFF,
    SCREEN_TEXT,
    SKIN,
    SKY,
    TEAL,
    WHITE,
)

# column, row, width, height of the toy code's dark fields, on a 9 x 9 grid, beside its three finders
_TOY_FIELDS = (
    (4, 0, 1, 1),
    (4, 2, 1, 2),
    (0, 4, 1, 1),
    (2, 4, 2, 1),
    (5, 4, 2, 1),
    (8, 4, 1, 1),
    (4, 6, 1, 2),
    (6, 5, 1, 1),
    (6, 7, 2, 1),
    (8, 6, 1, 1),
    (5, 8, 1, 1),
    (8, 8, 1, 1),
)


def toy_code(x: float, y: float, size: float) -> str:
    """A chunky square pattern that says "badge code" in a picture. It cannot be read."""
    unit = size / 9

    def field(column: int, row: int, width: int, height: int) -> str:
        corner = f"M{number(x + column * unit)} {number(y + row * unit)}"
        return f"{corner}h{number(width * unit)}v{number(height * unit)}h{number(-width * unit)}z"

    def finder(column: int, row: int) -> str:
        hole = f"M{number(x + (column + 1) * unit)} {number(y + (row + 1) * unit)}"
        u = number(unit)
        return field(column, row, 3, 3) + f"{hole}v{u}h{u}v-{u}z"

    finders = finder(0, 0) + finder(6, 0) + finder(0, 6)
    return sheet(finders + "".join(field(*place) for place in _TOY_FIELDS), PEN)


def badge(x: float, y: float, width: float) -> str:
    """A printed badge: white card, three small arcs, the toy code; its height is 1.22 of its width."""
    height, radius, unit = width * 1.22, width * 0.1, width / 96
    corner = f"translate({number(x + 36 * unit)} {number(y + 2.88 * unit)})"
    arcs = group(
        arch(12, 11, 10, 0, CORAL),
        arch(12, 11, 6.6, 0, MARIGOLD),
        arch(12, 11, 3.3, 0, TEAL),
        transform=f"{corner} scale({number(unit)})",
    )
    return (
        bar(x, y + 3, width, height, radius, PEN, opacity="0.25")
        + bar(x, y, width, height, radius, WHITE)
        + arcs
        + toy_code(x + width * 0.16, y + width * 0.3, width * 0.68)
    )


def hand(x: float, y: float, scale: float) -> str:
    """A hand in a sleeve, coming up from below; its thumb is apart, so that something can lie between."""
    return group(
        bar(-30, 44, 74, 96, 20, SKY),
        bar(-34, 36, 82, 26, 13, WHITE),
        sheet("M-24 46v-44a30 30 0 0 1 62 0v44z", SKIN),
        transform=f"translate({number(x)} {number(y)}) scale({number(scale)})",
    )


def thumb(x: float, y: float, scale: float, turn: float) -> str:
    """The thumb of `hand`, lying over what it holds, turned by `turn` degrees."""
    return group(
        bar(-12, -26, 24, 58, 12, SKIN),
        sheet("M-6-16a6 6 0 0 1 12 0v6h-12z", FACE, opacity="0.8"),
        transform=f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({number(scale)})",
    )


def laptop(inside: str) -> str:
    """An open laptop in a 300 x 232 picture, with something on its screen."""
    return (
        bar(60, 60, 180, 124, 12, PEN)
        + bar(70, 70, 160, 104, 5, SKY)
        + dot(150, 65, 2.6, FACE)
        + inside
        + sheet("M44 184h212l14 20a8 8 0 0 1-7 12H37a8 8 0 0 1-7-12z", PEN)
    )


def camera(x: float, y: float, scale: float, off: bool = False) -> str:
    """The browsers' own sign for a camera, crossed out if it is off."""
    crossed = stroke("M2 3l18 18", 3, SCREEN_OFF) if off else ""
    return group(
        stroke("M2 7h12v10H2zM14 11l6-4v10l-6-4", 2.6),
        crossed,
        transform=f"translate({number(x)} {number(y)}) scale({number(scale)})",
    )


def tap_here(x: float, y: float, radius: float) -> str:
    """A yellow ring around the place to tap."""
    return ring(x, y, radius, PEN, 11) + ring(x, y, radius, MARIGOLD, 6)


def text_line(x: float, y: float, width: float, height: float = 8) -> str:
    """A line of writing too small to read."""
    return bar(x, y, width, height, height / 2, SCREEN_TEXT)


def switch_on(x: float, y: float, width: float) -> str:
    """A toggle switch that is on."""
    height = width * 2 / 3
    return bar(x, y, width, height, height / 2, TEAL) + dot(x + height, y + height / 2, height * 0.4, WHITE)


def browser_window(*inside: str) -> str:
    """A drawn browser in a 360 x 200 picture: frame, bar at the top, and what is in it."""
    frame = bar(1.5, 1.5, 357, 197, 14, WHITE, stroke=PEN, stroke_width=3)
    top = sheet("M3 48V15A12 12 0 0 1 15 3h330a12 12 0 0 1 12 12v33z", SCREEN_BAR)
    return frame + top + "".join(inside)
