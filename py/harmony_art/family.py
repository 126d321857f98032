"""The families' help page: three steps by badge, the other ways in, and a badge that is lost."""

from harmony_art import friend
from harmony_art.kit import arch, bar, cut, dot, group, number, ring, sheet, stroke, svg
from harmony_art.palette import CORAL, FACE, MARIGOLD, PEN, SCREEN_TEXT, SKY, TEAL, WHITE
from harmony_art.props import badge, hand, thumb


def _step(*parts: str) -> str:
    return svg("-10 0 320 150", *parts, class_="hp")


def open_page() -> str:
    """A laptop with the friend on its screen."""
    return _step(
        bar(60, 10, 180, 110, 10, PEN),
        bar(69, 19, 162, 92, 4, SKY),
        sheet("M40 122h220l8 14a6 6 0 0 1-5 9H37a6 6 0 0 1-5-9z", PEN),
        group(friend.parts("pleased"), transform="translate(106 24) scale(.73)"),
    )


def hold_badge() -> str:
    """A hand holds a badge up to a laptop, three waves between them."""
    screen = (
        bar(10, 10, 120, 104, 10, PEN)
        + bar(18, 18, 104, 88, 4, SKY)
        + dot(70, 14, 2.4, FACE)
        + sheet("M0 116h140v12a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6z", PEN)
    )
    waves = (
        stroke(f"M150 {number(64 - r * 0.7)}a{r} {r} 0 0 1 0 {number(r * 1.4)}", 7, colour)
        for r, colour in ((30, TEAL), (44, MARIGOLD), (58, CORAL))
    )
    held = (
        hand(252, 92, 0.72)
        + group(badge(208, 8, 84), transform="rotate(6 250 60)")
        + thumb(254, 96, 0.72, -20)
    )
    return _step(screen, *waves, held)


def go_in() -> str:
    """An open door with a check mark."""
    return _step(
        arch(150, 150, 72, 68, CORAL),
        cut(150, 150, 60, 68, MARIGOLD),
        cut(150, 150, 48, 68, TEAL),
        arch(150, 150, 36, 68, FACE),
        stroke("M132 96l14 14 24-30", 9),
    )


def by_phone() -> str:
    """A phone looks at a badge, and a link to tap shows on its screen."""
    held = group(badge(24, 26, 92), transform="rotate(-5 70 82)")
    phone = bar(172, 4, 88, 146, 14, PEN) + bar(179, 12, 74, 138, 8, SKY)
    seen = badge(196, 30, 40)
    link = bar(186, 96, 60, 24, 12, MARIGOLD, stroke=PEN, stroke_width=3) + bar(198, 105, 36, 6, 3, PEN)
    waves = stroke("M160 57a30 30 0 0 0 0 42", 7, TEAL) + stroke("M146 47a44 44 0 0 0 0 62", 7, MARIGOLD)
    return _step(held, waves, phone, seen, link)


def by_password() -> str:
    """A laptop with two fields to write in, and a key."""
    screen = bar(20, 10, 170, 106, 10, PEN) + bar(29, 19, 152, 88, 4, SKY)
    fields = (
        bar(46, 34, 118, 22, 6, WHITE) + bar(54, 42, 54, 7, 3.5, SCREEN_TEXT) + bar(46, 68, 118, 22, 6, WHITE)
    )
    dots = "".join(dot(60 + 14 * place, 79, 4, PEN) for place in range(5))
    base = sheet("M0 118h210l8 14a6 6 0 0 1-5 9H-3a6 6 0 0 1-5-9z", PEN)
    key = ring(250, 52, 20, PEN, 17) + ring(250, 52, 20, MARIGOLD, 11)
    blade = stroke("M250 74v62M250 112h16M250 134h20", 14) + stroke(
        "M250 74v62M250 112h16M250 134h20", 8, MARIGOLD
    )
    return _step(screen, fields, dots, base, blade, key)


def lost_badge() -> str:
    """The old badge with a cross, an arrow, and a new one with a check."""
    old = group(badge(10, 22, 84), transform="rotate(-8 52 73)") + _mark(96, 112, CORAL, "M-9-9L9 9M9-9L-9 9")
    new = group(badge(194, 22, 84), transform="rotate(5 236 73)") + _mark(280, 112, TEAL, "M-10 1l7 8L10-8")
    return _step(old, stroke("M126 74h40M150 56l18 18-18 18", 9), new)


def _mark(x: float, y: float, fill: str, sign: str) -> str:
    """A disc with a white sign, over a corner of what it is about."""
    disc = dot(0, 0, 22, fill) + ring(0, 0, 22, PEN, 4) + stroke(sign, 6, WHITE)
    return group(disc, transform=f"translate({x} {y})")
