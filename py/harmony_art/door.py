"""The doorway of three arcs: the door to tap, the door that opens, the door being built, the mark."""

from math import cos, pi, sin

from harmony_art import friend
from harmony_art.kit import arch, arch_path, bar, cut, dot, group, number, sheet, stroke, svg
from harmony_art.palette import BACKGROUNDS, CORAL, FACE, MARIGOLD, PEN, SKY, SPOT, TEAL
from harmony_art.pictures import PICTURES
from harmony_art.props import badge, hand, thumb


def logo() -> str:
    """The mark of the portal: three arcs, 48 by 48."""
    return svg(
        "0 0 48 48",
        arch(24, 44, 21, 20, CORAL),
        cut(24, 44, 15, 20, MARIGOLD, 2),
        arch(24, 44, 9, 19, TEAL),
    )


def start_door() -> str:
    """The door to tap: in it a laptop with the friend, and a hand that holds up a badge."""
    doorway = (
        arch(190, 372, 180, 188, CORAL)
        + cut(190, 372, 158, 188, MARIGOLD, 6)
        + cut(190, 372, 136, 188, TEAL, 6)
        + cut(190, 372, 114, 188, FACE, 6)
    )
    screen = (
        bar(92, 178, 176, 122, 12, PEN)
        + bar(102, 188, 156, 102, 5, SKY)
        + dot(180, 183, 2.6, FACE)
        + group(friend.parts("happy"), transform="translate(112 204) scale(.72)")
    )
    keyboard = (
        sheet("M76 300h208l14 22a8 8 0 0 1-7 12H69a8 8 0 0 1-7-12z", PEN)
        + bar(150, 306, 60, 8, 4, TEAL)
        + sheet("M62 334h236v38H62z", TEAL, opacity="0.35")
    )
    held = group(
        hand(284, 262, 1),
        group(badge(208, 128, 112), transform="rotate(7 264 200)"),
        thumb(286, 262, 1, -22),
        class_="held",
    )
    return svg("0 0 380 372", doorway, screen, keyboard, held)


def reveal() -> str:
    """The door that opens round a child's picture, checked; the page raises its arcs one after the other.

    The page gives `own-door` the child's colour and the `use` in `picture` the child's picture.
    """
    arcs = (
        arch(190, 372, radius, 188, colour, class_=f"arc arc-{place}")
        for place, (radius, colour) in enumerate(((180, CORAL), (156, MARIGOLD), (132, TEAL)), start=1)
    )
    own_door = arch(190, 372, 108, 188, FACE, class_="arc arc-4", data_slot="own-door")
    picture = svg("0 0 64 64", "<use/>", x=94, y=158, width=192, height=192, data_slot="picture")
    check = dot(330, 326, 44, FACE, stroke=PEN, stroke_width=6, class_="bit") + stroke(
        "M309 326l16 18 28-35", 12, class_="tick"
    )
    return svg("-6 0 392 376", *arcs, own_door, picture, _bits(), check, class_="reveal")


def _bits() -> str:
    """Six bits of paper in the air about the open door: dots and half circles by turns."""
    dots = ((34, 20, CORAL), (4, 96, MARIGOLD), (112, -4, SKY))
    halves = ((346, 20, TEAL), (376, 96, SKY), (268, -4, MARIGOLD))
    return "".join(dot(x, y, 8, colour, class_="bit") for x, y, colour in dots) + "".join(
        sheet(f"M{x - 14} {y + 6}a14 14 0 0 1 28 0z", colour, class_="bit") for x, y, colour in halves
    )


# The colours of the fifteen blocks in the order they come: legs, arc, keystone.
_BLOCK_COLOURS = (
    *(CORAL, TEAL, MARIGOLD, SKY, CORAL, TEAL),
    *(MARIGOLD, SKY, TEAL, CORAL, MARIGOLD, SKY, CORAL, TEAL),
    MARIGOLD,
)


def block_arch() -> str:
    """The doorway being built: fifteen blocks, all still to come, `data-block` 0 to 14 in their order.

    The page turns a block's class from `to` into `in` when it has come.
    """
    blocks = (
        sheet(d, colour, class_="to", data_block=str(place))
        for place, (d, colour) in enumerate(zip(_block_paths(), _BLOCK_COLOURS, strict=True))
    )
    inside = group(friend.parts("side"), transform="translate(96 160) scale(1.4)")
    return svg("8 4 344 332", *blocks, inside, class_="blocks")


def broken_arch(standing: int) -> str:
    """The same doorway with its first `standing` blocks in place and gaps for the others."""
    blocks = zip(_block_paths(), _BLOCK_COLOURS, strict=True)
    return "".join(
        sheet(d, colour, stroke=SPOT, stroke_width=3)
        if place < standing
        else sheet(d, "none", stroke=PEN, stroke_width=3, stroke_dasharray="5 7")
        for place, (d, colour) in enumerate(blocks)
    )


def _block_paths() -> list[str]:
    """Six blocks of the legs from the ground up, left and right, then nine of the arc up to the keystone."""
    legs = [f"M{x} {176 + row * 52}h60v52h-60z" for row in (2, 1, 0) for x in (16, 284)]
    return legs + [_arc_block(place) for place in (0, 8, 1, 7, 2, 6, 3, 5, 4)]


def _arc_block(place: int, of: int = 9, outer: float = 164, inner: float = 104) -> str:
    """The path of one block of the arc about (180, 176), counted from the left."""
    start, end = pi * (1 - place / of), pi * (1 - (place + 1) / of)

    def point(radius: float, angle: float) -> str:
        return f"{180 + radius * cos(angle):.1f} {176 - radius * sin(angle):.1f}"

    return (
        f"M{point(outer, start)}A{number(outer)} {number(outer)} 0 0 1 {point(outer, end)}"
        f"L{point(inner, end)}A{number(inner)} {number(inner)} 0 0 0 {point(inner, start)}z"
    )


PORTRAIT_SIZE = (100, 104)


def portrait(picture: str, colour: str) -> str:
    """A child's picture in the doorway as a whole drawing; see `portrait_parts`."""
    return svg(f"0 0 {PORTRAIT_SIZE[0]} {PORTRAIT_SIZE[1]}", portrait_parts(picture, colour))


def portrait_parts(picture: str, colour: str) -> str:
    """A child's picture in the doorway, as printed on a badge: outlined, for printers without colour.

    `picture` is a name of `pictures.PICTURES`, `colour` one of `pictures.COLOURS`. It fills `PORTRAIT_SIZE`.
    """
    radii = ((48, CORAL), (43.5, MARIGOLD), (39, TEAL), (34.5, BACKGROUNDS[colour]))
    arcs = (
        sheet(arch_path(50, 102, radius, 52), fill, stroke="#000", stroke_width=1.6) for radius, fill in radii
    )
    return "".join(arcs) + group(PICTURES[picture], transform="translate(20.5 36) scale(.92)")
