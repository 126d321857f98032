"""The colours of the pictures, once, as CSS variables and their values.

Pictures are paper and keep their colours in the dark theme, so these values are the whole truth for a
printed badge or a stand-alone icon. The page's tokens (`web/shared/tokens.css`) repeat them; a test holds
them equal.
"""

from collections.abc import Mapping
from types import MappingProxyType

PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "v1": "#f0604a",  # coral, the outer arc
        "v2": "#ffc233",  # marigold, the middle arc
        "v3": "#1c9a8f",  # teal, the inner arc
        "v4": "#4a9fdb",  # sky
        "face": "#fff3d6",
        "pen": "#10333a",
        "skin": "#a5673f",
        "spot": "#bfe0d7",  # the stage an error picture stands on
        "line": "#5f8083",
    }
)

CORAL = "var(--v1)"
MARIGOLD = "var(--v2)"
TEAL = "var(--v3)"
SKY = "var(--v4)"
FACE = "var(--face)"
PEN = "var(--pen)"
SKIN = "var(--skin)"
SPOT = "var(--spot)"
LINE = "var(--line)"
WHITE = "#fff"

# Drawn screens stay the same in every theme, like a photograph of one.
SCREEN_BAR = "#d6e4e3"
SCREEN_TEXT = "#9fb4b5"
SCREEN_WORD = "#3c5a60"
SCREEN_OFF = "#a61b1b"
NIGHT = "#2b4f57"
BRICK = "#cfe0df"
MORTAR = "#86a2a3"

# What may lie behind an app's icon; a page paints them as classes `bg-1` to `bg-5`, in this order.
BACKGROUNDS: Mapping[str, str] = MappingProxyType(
    {"coral": CORAL, "marigold": MARIGOLD, "teal": TEAL, "sky": SKY, "paper": FACE}
)
