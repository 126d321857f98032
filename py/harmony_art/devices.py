"""Where a camera is turned on, on each kind of device that families have at home."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import browsers, kit
from harmony_art.kit import arch, bar, dot, sheet, stroke
from harmony_art.palette import PEN, SCREEN_BAR, SCREEN_TEXT, SKY, SPOT, WHITE
from harmony_art.props import browser_window, camera, switch_on, tap_here, text_line

_DESK = sheet("M12 74h72l6 10a4 4 0 0 1-4 5H10a4 4 0 0 1-4-5z", PEN)


def _upright(x: float, y: float, width: float, height: float, radius: float, *signs: str) -> str:
    screen = bar(x + 4, y + 5, width - 8, height - 10, radius / 2, SKY)
    return bar(x, y, width, height, radius, PEN) + screen + "".join(signs)


def _laptop(*signs: str) -> str:
    return bar(18, 32, 60, 42, 5, PEN) + bar(22, 36, 52, 34, 2, SKY) + _DESK + "".join(signs)


_WINDOW = "".join(bar(x, y, 10, 9, 1, WHITE) for x in (37, 49) for y in (43, 54))
_NOTCH = bar(41, 27, 14, 4, 2, WHITE)
_RING = kit.ring(48, 53, 9, WHITE, 5) + dot(48, 53, 4, WHITE)
_MENU_BAR = bar(22, 36, 52, 7, 2, WHITE) + dot(27, 39.5, 2, PEN)

# In the order of the help page; the names are the page's `data-device`.
DEVICES: Mapping[str, str] = MappingProxyType(
    {
        "ipad": _upright(20, 18, 56, 74, 9, dot(48, 22, 2, WHITE)),
        "iphone": _upright(31, 18, 34, 74, 9, _NOTCH),
        "android": _upright(31, 18, 34, 74, 6, dot(48, 28, 2.5, PEN), stroke("M42 84h12", 3, WHITE)),
        "chromebook": _laptop(_RING),
        "windows": _laptop(_WINDOW),
        "mac": _laptop(_MENU_BAR),
    }
)


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ipad": "iPad",
        "iphone": "iPhone",
        "android": "Android",
        "chromebook": "Chromebook",
        "windows": "Windows",
        "mac": "Mac",
    }
)
"""What their makers call them, in every language."""


def device(name: str) -> str:
    """The picture of one kind of device, in a doorway."""
    return kit.svg("0 0 96 96", arch(48, 96, 48, 48, SPOT), DEVICES[name])


def _iphone() -> str:
    """Safari on an iPhone: the page menu at the bottom beside the address, then the camera's line."""
    phone = bar(96, -28, 168, 224, 20, WHITE, stroke=PEN, stroke_width=3)
    address = (
        sheet("M97.5 158h165v18a18 18 0 0 1-18 18h-129a18 18 0 0 1-18-18z", SCREEN_BAR)
        + bar(106, 163, 148, 26, 10, WHITE)
        + text_line(140, 174, 80)
        + stroke("M114 174h12M114 179h12M114 184h7", 2.4)
        + tap_here(120, 178, 18)
    )
    menu = (
        bar(110, 26, 140, 118, 12, WHITE, stroke=PEN, stroke_width=2.5)
        + text_line(124, 42, 80)
        + stroke("M122 60h116M122 104h116", 1.5, SCREEN_TEXT)
        + camera(124, 72, 1)
        + bar(152, 79, 44, 9, 4, PEN)
        + stroke("M216 79l8 8 8-8", 3)
        + text_line(124, 120, 90)
        + tap_here(224, 83, 20)
    )
    return phone + address + menu


def _mac() -> str:
    """Safari on a Mac: its own menu at the very top, then the camera's line."""
    bar_of_menus = (
        dot(22, 26, 7, PEN) + bar(40, 19, 52, 14, 5, PEN) + text_line(112, 22, 30) + text_line(156, 22, 30)
    )
    menu = (
        bar(36, 44, 168, 74, 8, WHITE, stroke=PEN, stroke_width=2.5)
        + text_line(52, 58, 90)
        + bar(44, 74, 152, 20, 6, SCREEN_BAR)
        + bar(52, 80, 104, 8, 4, PEN)
        + text_line(52, 102, 70)
    )
    card = (
        bar(190, 106, 158, 78, 10, WHITE, stroke=PEN, stroke_width=2.5)
        + camera(202, 120, 1.1)
        + bar(234, 128, 46, 9, 4, PEN)
        + stroke("M316 127l8 8 8-8", 3)
        + text_line(204, 160, 110)
    )
    return browser_window(
        bar_of_menus, menu, card, tap_here(66, 26, 20), tap_here(150, 84, 17), tap_here(324, 131, 19)
    )


def _list_of_settings() -> str:
    """The settings of a tablet or phone: the camera's line, and its switch."""
    lines = "".join(text_line(72, y, width) for y, width in ((34, 110), (162, 140)))
    rows = stroke("M60 62h240M60 140h240", 1.5, SCREEN_TEXT)
    own = camera(70, 84, 1.7) + bar(122, 96, 84, 11, 5, PEN) + switch_on(246, 87, 42) + tap_here(267, 101, 30)
    return bar(48, 3, 264, 194, 18, WHITE, stroke=PEN, stroke_width=3) + lines + rows + own


def _window_of_settings() -> str:
    """The settings of a computer: privacy at the side, the camera's switch, and browsers below."""
    side = sheet("M3 48h104v149H15a12 12 0 0 1-12-12z", SCREEN_BAR) + "".join(
        text_line(22, y, 62) for y in (66, 118, 144, 170)
    )
    chosen = bar(14, 82, 84, 24, 8, WHITE) + bar(24, 90, 56, 8, 4, PEN)
    row = camera(126, 70, 1.5) + bar(168, 82, 80, 10, 5, PEN) + switch_on(286, 73, 40) + tap_here(306, 86, 28)
    browser = text_line(168, 144, 70) + switch_on(290, 137, 32) + stroke("M126 122h212", 1.5, SCREEN_TEXT)
    dots = "".join(dot(x, 26, 5, PEN) for x in (24, 40, 56))
    return browser_window(side, dots, chosen, row, browser)


_PICTURES: Mapping[str, str] = MappingProxyType(
    {
        **{f"in-{name}": drawing for name, drawing in browsers.BROWSERS.items()},
        "in-iphone": _iphone(),
        "in-mac": _mac(),
        "settings-list": _list_of_settings(),
        "settings-window": _window_of_settings(),
    }
)

PLACES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ipad": ("in-ipad", "settings-list"),
        "iphone": ("in-iphone", "settings-list"),
        "android": ("in-android", "settings-list"),
        "chromebook": ("in-chrome", "settings-window"),
        "windows": ("in-chrome", "settings-window"),
        "mac": ("in-mac", "settings-window"),
    }
)
"""By device, what to look at in the browser, and in the device's own settings: names in `sprite`."""


def sprite() -> str:
    """The pictures of `PLACES` as symbols, so that devices share them."""
    return "".join(kit.symbol(name, browsers.VIEW_BOX, drawing) for name, drawing in _PICTURES.items())
