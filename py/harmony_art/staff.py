"""What staff see: the children's doors made small and quiet, and the pictures of the console's own states."""

from harmony_art import friend
from harmony_art.kit import arch, arch_path, bar, cut, group, sheet, stroke, svg, symbol
from harmony_art.palette import CORAL, FACE, LINE, MARIGOLD, PEN, SKY, SPOT, TEAL

TALLY_SIZE = (15, 19)
"""Width and height of a door of the tally in the grid of its drawing."""


def kid_door() -> str:
    """A small door with a child's picture; the page paints the door and gives the `use` its `href`."""
    picture = svg("0 0 64 64", "<use/>", x=12, y=17, width=39.7, height=39.7)
    door = sheet(arch_path(32, 64, 32, 32), "none", data_slot="paint")
    return svg("0 0 64 64", door, picture, class_="kid-door")


def room() -> str:
    """A class's door; the page paints it and writes the number or letter."""
    door = sheet(arch_path(36, 72, 34, 36), "none", data_slot="paint")
    words = (
        f'<text x="36" y="57" text-anchor="middle" font-size="26" font-weight="800" fill="{PEN}" '
        f'data-slot="sign"></text>'
    )
    return svg("0 0 72 72", door, cut(36, 72, 26, 36, FACE, 3), words, class_="room")


def tally() -> str:
    """The doors of a tally as symbols: a child who is in, one who is not, and the cross of no badge."""
    outline = sheet(arch_path(7, 17, 4.75, 9), "none", stroke=LINE, stroke_width=1.5)
    size = f"0 0 {TALLY_SIZE[0]} {TALLY_SIZE[1]}"
    return "".join(
        (
            symbol("door-in", size, arch(7, 17, 5.5, 9.5, TEAL)),
            symbol("door-out", size, outline),
            symbol("door-cross", size, stroke("M3 13l8-8M3 5l8 8", 2, "currentColor")),
        )
    )


def staff_door() -> str:
    """The door of the three arcs with a key in it."""
    arcs = (
        arch(150, 190, 118, 54, CORAL)
        + cut(150, 190, 98, 54, MARIGOLD, 5)
        + cut(150, 190, 78, 54, TEAL, 5)
        + cut(150, 190, 58, 54, FACE, 5)
    )
    key = group(stroke("M14 26a14 14 0 1 0 0-.1M28 26h40v12M56 26v9", 8), transform="translate(118 96)")
    return svg("0 0 300 190", arcs, key, bar(10, 184, 280, 6, 3, PEN), class_="pic")


def no_classes() -> str:
    """The friend between two doors that are not there yet."""
    doors = (
        sheet(
            arch_path(x, 206, 30, 62),
            "none",
            stroke=PEN,
            stroke_width=4,
            stroke_dasharray="9 8",
            stroke_linecap="round",
        )
        for x in (58, 242)
    )
    waiting = group(friend.parts("side"), transform="translate(90 84) scale(1.02)")
    ground = arch(150, 232, 140, 92, SPOT)
    return svg("0 0 300 232", ground, *doors, waiting, bar(20, 206, 260, 6, 3, PEN), class_="pic")


def two_doors() -> str:
    """Two doors in one place: two people changed the same thing."""
    return svg(
        "0 0 150 84",
        arch(52, 84, 40, 40, SKY),
        arch(98, 84, 40, 40, CORAL),
        sheet("M75 84V53.3a40 40 0 0 1 0 0V84z", PEN),
        arch(75, 84, 17, 48, FACE),
        stroke("M75 48v14M75 71v.1", 6),
        class_="two",
    )


def lost_door() -> str:
    """A dashed door that would be lost; the page writes how many."""
    outline = sheet(arch_path(60, 118, 50, 58), FACE, stroke=PEN, stroke_width=4, stroke_dasharray="9 8")
    number = (
        f'<text x="60" y="92" text-anchor="middle" font-size="46" font-weight="800" fill="{PEN}" '
        f'data-slot="sign"></text>'
    )
    return svg("0 0 120 120", outline, number, class_="gone")


def put_here() -> str:
    """The door that a file is dropped into."""
    arcs = (
        arch(60, 96, 58, 38, CORAL)
        + cut(60, 96, 47, 38, MARIGOLD, 4)
        + cut(60, 96, 36, 38, TEAL, 4)
        + cut(60, 96, 25, 38, FACE, 4)
    )
    return svg("0 0 120 96", arcs, stroke("M60 56v28M48 74l12 12 12-12", 5), class_="drop-pic")
