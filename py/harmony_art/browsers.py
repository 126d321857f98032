"""What a browser shows when a page asks for the camera, drawn so that a child knows where to tap."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit
from harmony_art.kit import bar, dot, group, sheet, stroke
from harmony_art.palette import LINE, MARIGOLD, PEN, SCREEN_BAR, SCREEN_TEXT, SCREEN_WORD, SKIN, WHITE
from harmony_art.props import browser_window, camera, switch_on, tap_here, text_line


def _chrome() -> str:
    """Chrome on a computer: the settings sign beside the address, then the camera's switch."""
    address = (
        bar(20, 12, 280, 28, 14, WHITE)
        + text_line(64, 22, 120)
        + stroke("M28 22h14M34 30h8", 2.6)
        + dot(46, 22, 2.6, PEN)
        + dot(30, 30, 2.6, PEN)
        + camera(266, 14, 1.05, off=True)
        + tap_here(37, 26, 21)
    )
    panel = (
        bar(24, 66, 196, 112, 10, WHITE, stroke=PEN, stroke_width=2.5)
        + camera(38, 80, 1.1)
        + bar(72, 88, 70, 9, 4, PEN)
        + switch_on(176, 82, 30)
        + text_line(38, 120, 110)
        + text_line(38, 142, 150)
        + tap_here(191, 92, 24)
    )
    return browser_window(address, panel)


def _ipad() -> str:
    """Safari on an iPad: the page menu beside the address, then the camera's line."""
    address = (
        bar(50, 12, 260, 28, 10, WHITE)
        + text_line(120, 22, 120)
        + stroke("M62 20h14M62 26h14M62 32h8", 2.6)
        + tap_here(69, 26, 21)
    )
    menu = (
        bar(60, 66, 190, 116, 12, WHITE, stroke=PEN, stroke_width=2.5)
        + text_line(78, 82, 90)
        + stroke("M74 102h160M74 140h160", 1.5, SCREEN_TEXT)
        + camera(74, 110, 1.05)
        + bar(106, 118, 60, 9, 4, PEN)
        + stroke("M212 116l10 10 10-10", 3)
        + text_line(78, 154, 100)
        + tap_here(222, 121, 22)
    )
    return browser_window(address, menu)


def _android() -> str:
    """Chrome on Android: the lock beside the address, then a sheet from below with the camera's switch."""
    address = (
        bar(44, 12, 230, 28, 14, WHITE)
        + stroke("M58 26v-4a5 5 0 0 1 10 0v4M56 26h14v9H56z", 2.6)
        + text_line(84, 22, 120)
        + tap_here(63, 27, 21)
        + "".join(dot(330, y, 3, PEN) for y in (16, 26, 36))
    )
    panel = (
        sheet("M3 92h354v93a12 12 0 0 1-12 12H15a12 12 0 0 1-12-12z", WHITE, stroke=PEN, stroke_width=2.5)
        + text_line(150, 100, 60, 5)
        + camera(30, 120, 1.3)
        + bar(76, 128, 90, 11, 5, PEN)
        + switch_on(290, 122, 38)
        + text_line(76, 164, 140)
        + tap_here(309, 134, 28)
    )
    return browser_window(address, panel)


# Where a blocked camera is turned on again; the names are the page's `data-browser`.
BROWSERS: Mapping[str, str] = MappingProxyType({"chrome": _chrome(), "ipad": _ipad(), "android": _android()})

VIEW_BOX = "0 0 360 200"


def sprite() -> str:
    """The browser pictures as symbols named `browser-chrome`, `browser-ipad`, `browser-android`."""
    return "".join(kit.symbol(f"browser-{name}", VIEW_BOX, drawing) for name, drawing in BROWSERS.items())


def prompt(allow: str, block: str, centred: bool) -> str:
    """The browser's own question, with its two answers as words, and a finger on `allow`.

    The question hangs at the left as Chrome shows it, or in the middle as tablets and phones do.
    """
    window = (
        bar(2, 2, 356, 236, 16, SCREEN_BAR, stroke=PEN, stroke_width=3)
        + bar(24, 14, 312, 26, 13, WHITE)
        + text_line(44, 23, 110)
        + sheet("M3.5 52h353v170a14 14 0 0 1-14 14H17.5a14 14 0 0 1-14-14z", WHITE)
    )
    where = "translate(70 66)" if centred else "translate(24 60)"
    return kit.svg("0 0 360 240", window, group(_question(allow, block), transform=where), class_="pic")


def _question(allow: str, block: str) -> str:
    card = (
        bar(0, 6, 220, 142, 14, PEN, opacity="0.25")
        + bar(0, 0, 220, 142, 14, WHITE, stroke=PEN, stroke_width=3)
        + camera(20, 22, 1.7)
        + text_line(70, 30, 120, 9)
        + text_line(70, 48, 80, 9)
    )
    answers = (
        bar(18, 84, 88, 40, 20, WHITE, stroke=SCREEN_TEXT, stroke_width=2.5)
        + f'<text x="62" y="109" text-anchor="middle" font-size="15" fill="{SCREEN_WORD}">{block}</text>'
        + bar(116, 84, 90, 40, 20, MARIGOLD, stroke=PEN, stroke_width=3)
        + '<text x="161" y="110" text-anchor="middle" font-size="17" font-weight="800" '
        + f'fill="{PEN}">{allow}</text>'
    )
    finger = sheet(
        "M-9 34V-2a9 9 0 0 1 18 0v22l22 6a14 14 0 0 1 10 16l-4 24H-2l-22-26a9 9 0 0 1 13-12z",
        SKIN,
        stroke=PEN,
        stroke_width=3,
        stroke_linejoin="round",
    )
    return card + answers + group(finger, transform="translate(186 134) rotate(-14)")


def ghost_camera() -> str:
    """A faint camera for the place where the browser's question will appear."""
    outline = stroke("M2 5h12v10H2zM14 9l6-4v10l-6-4", 1.6, LINE)
    return kit.svg("0 0 24 20", outline, class_="ghost")


def pointing_arrow() -> str:
    """A big arrow that points at that place."""
    path = "M112 78C100 44 66 30 16 34M40 12L14 34 42 56"
    return kit.svg("0 0 120 88", stroke(path, 17), stroke(path, 9, MARIGOLD), class_="flip")
