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
        "stop": "M6 6l12 12M18 6L6 18",
        "retry": "M20 12a8 8 0 1 1-3-6.2M20 3v5h-5",
        "check": "M4 13l5 5L20 6",
        "out": "M13 20H6V11a6 6 0 0 1 7-6M11 13h10M18 10l3 3-3 3",
        "next": "M4.5 7a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20v-2a6 6 0 0 1 11-3.5M14 18h7M18 15l3 3-3 3",
        "not_me": "M4.5 7a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20v-2a6 6 0 0 1 11-3.5M15 14l6 6M21 14l-6 6",
        # the camera's tools
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
    }
)

# Arrows that point where reading goes; a right-to-left page mirrors them.
_DIRECTED = frozenset({"back", "go", "out", "next"})


def line_icon(name: str) -> str:
    """One line icon; its size and stroke come from the page's class `i`."""
    return kit.svg(
        "0 0 24 24", f'<path d="{LINE_ICONS[name]}"/>', class_="i flip" if name in _DIRECTED else "i"
    )
