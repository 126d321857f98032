"""The line icons beside words: a 24 grid, one 2.4 stroke in the colour of the text, round ends."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit

LINE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        # ways in
        "badge": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14v2M14 20h2M20 14v2M18 18v2",
        "key": "M3 12a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M12 12h9v4M17 12v3",
        "code": "M5 9h14M5 15h14M10 4L8 20M16 4l-2 16",
        "photo": "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9v.01",
        "help": "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.01"
        "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0",
        "call": "M7 3H4a1 1 0 0 0-1 1a17 17 0 0 0 17 17a1 1 0 0 0 1-1v-3l-5-2-2 2.5"
        "a14 14 0 0 1-6.5-6.5L10 8z",
        # moving about
        "back": "M15 5l-7 7 7 7",
        "go": "M4 12h15M13 6l6 6-6 6",
        "take_back": "M9 6L3 12l6 6M3 12h18",
        "stop": "M6 6l12 12M18 6L6 18",
        "retry": "M20 12a8 8 0 1 1-3-6.2M20 3v5h-5",
        "check": "M4 13l5 5L20 6",
        "out": "M13 20H6V11a6 6 0 0 1 7-6M11 13h10M18 10l3 3-3 3",
        "next": "M4.5 7a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20v-2a6 6 0 0 1 11-3.5M14 18h7M18 15l3 3-3 3",
        "not_me": "M4.5 7a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20v-2a6 6 0 0 1 11-3.5M15 14l6 6M21 14l-6 6",
        "tabs": "M3 8V4h8v4h10v12H3V8zM14 12l4 4M18 12l-4 4",
        # the camera's tools
        "languages": "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M2 12h20M12 2a14 14 0 0 1 0 20a14 14 0 0 1 0-20",
        "swap": "M4 9a8 8 0 0 1 14-3l2 2M20 3v5h-5M20 15a8 8 0 0 1-14 3l-2-2M4 21v-5h5",
        "light": "M8 14a6 6 0 1 1 8 0c-1 1-1 2-1 3H9c0-1 0-2-1-3M10 21h4",
        "bigger": "M3 10a7 7 0 1 0 14 0a7 7 0 1 0-14 0M15 15l6 6M10 7v6M7 10h6",
        "say": "M4 9v6h4l5 4V5L8 9zM17 9a4 4 0 0 1 0 6M19.5 6a8 8 0 0 1 0 12",
        "eye": "M2 12a12 12 0 0 1 20 0a12 12 0 0 1-20 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        # one's own apps
        "find": "M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5L21 21",
        "star": "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-3-5.3 3 1.1-6L3.4 9.8l6-.8z",
        # groups of apps
        "read": "M12 6a6 4 0 0 0-9-1v13a6 4 0 0 1 9 1a6 4 0 0 1 9-1V5a6 4 0 0 0-9 1v13",
        "numbers": "M5 8l3-3v14M14 8a3 3 0 1 1 5 2l-5 9h6",
        "make": "M4 20l2-6L16 4l4 4L10 18zM13 7l4 4",
        "class": "M4 20V11a8 8 0 0 1 16 0v9zM10 20v-5a2 2 0 0 1 4 0v5",
        "more": "M4 10V7a3 3 0 0 1 6 0v3zM14 10V7a3 3 0 0 1 6 0v3z"
        "M4 20v-3a3 3 0 0 1 6 0v3zM14 20v-3a3 3 0 0 1 6 0v3z",
        # the staff's table
        "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
        "void": "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M5 5l14 14",
        "waiting": "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 7v5l3 2",
        "dash": "M5 12h14",
        "warn": "M12 3L2 20h20zM12 10v4M12 17v.01",
        # the staff's rail
        "today": "M7 17a5 5 0 0 1 10 0M12 5v3M4.5 9l2 2M19.5 9l-2 2M2 17h20",
        "classes": "M3 20v-9a4 4 0 0 1 8 0v9zM13 20v-9a4 4 0 0 1 8 0v9z",
        "roster": "M5 3h14v18H5zM9 8h6M9 12h6M9 16h3",
        "people": "M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20v-1a7 7 0 0 1 14 0v1"
        "M16 5a3.5 3.5 0 0 1 0 6.5M18.5 14a7 7 0 0 1 3.5 6",
        "apps": "M4 10V6.5a3 3 0 0 1 6 0V10zM14 10V6.5a3 3 0 0 1 6 0V10z"
        "M4 20v-3.5a3 3 0 0 1 6 0V20zM14 20v-3.5a3 3 0 0 1 6 0V20z",
        "record": "M4 6h.01M4 12h.01M4 18h.01M9 6h11M9 12h11M9 18h7",
        "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
        "M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
        "chart": "M4 20v-6a2 2 0 0 1 4 0v6M10 20V8a2 2 0 0 1 4 0v12M16 20v-9a2 2 0 0 1 4 0v9M2 20h20",
        # what staff do
        "upload": "M12 16V4M7 9l5-5 5 5M4 20h16",
        "save": "M12 4v12M7 11l5 5 5-5M4 20h16",
        "undo": "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9",
        "up": "M6 15l6-6 6 6",
        "down": "M6 9l6 6 6-6",
        "plus": "M12 5v14M5 12h14",
        "move": "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
        "finger": "M6 20a14 14 0 0 0 1.5-6a4.5 4.5 0 0 1 9 0a20 20 0 0 1-.8 6M12 14a18 18 0 0 1-1.6 7"
        "M3.5 15v-1a8.5 8.5 0 0 1 17 0v3",
        "screen": "M3 5h18v11H3zM8 20h8M12 16v4",
        "mail": "M3 6h18v13H3zM3 7l9 7 9-7",
        "disk": "M5 6a7 3 0 0 1 14 0a7 3 0 0 1-14 0M5 6v12a7 3 0 0 0 14 0V6M5 12a7 3 0 0 0 14 0",
        "slip": "M5 3h14v18l-3.5-2-3.5 2-3.5-2L5 21zM9 8h6M9 12h6",
        "pin": "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
        "ring": "M9 15a5 5 0 1 0-5-5a5 5 0 0 0 5 5M12.5 13.5L20 21M16 17l2.5-2.5",
    }
)

# Arrows that point where reading goes; a right-to-left page mirrors them.
_DIRECTED = frozenset({"back", "go", "out", "next", "take_back"})


def line_icon(name: str) -> str:
    """One line icon; its size and stroke come from the page's class `i`."""
    return kit.svg(
        "0 0 24 24", f'<path d="{LINE_ICONS[name]}"/>', class_="i flip" if name in _DIRECTED else "i"
    )
