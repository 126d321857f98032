"""The three steps of the families' help page: open the page, hold the badge up, in."""

from harmony_art import friend
from harmony_art.kit import arch, bar, cut, dot, group, number, sheet, stroke, svg
from harmony_art.palette import CORAL, FACE, MARIGOLD, PEN, SKY, TEAL
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
