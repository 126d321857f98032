"""The friend: a doorway of three arcs with a face. It never tells a child off."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art.kit import arch, arch_path, bar, cut, dot, group, sheet, stroke, svg
from harmony_art.palette import CORAL, FACE, MARIGOLD, PEN, TEAL, WHITE

_EYES: Mapping[str, str] = MappingProxyType(
    {
        "open": dot(51, 66, 4.6, PEN)
        + dot(69, 66, 4.6, PEN)
        + dot(52.6, 64.4, 1.5, WHITE)
        + dot(70.6, 64.4, 1.5, WHITE),
        "side": dot(54, 67, 4.6, PEN) + dot(72, 67, 4.6, PEN),
        "happy": stroke("M46 67a5 5 0 0 1 10 0M64 67a5 5 0 0 1 10 0", 3.4),
        "calm": stroke("M46 65a5 5 0 0 0 10 0M64 65a5 5 0 0 0 10 0", 3.2),
    }
)
_MOUTHS: Mapping[str, str] = MappingProxyType(
    {
        "smile": stroke("M54 79a6 6 0 0 0 12 0", 3.2),
        "big": sheet("M51 77h18a9 9 0 0 1-18 0z", PEN),
        "flat": stroke("M55 81h10", 3.2),
        "oh": dot(60, 81, 3.6, PEN),
        "sad": stroke("M54 83a6 6 0 0 1 12 0", 3.2),
    }
)

# mood -> eyes and mouth; the child's screens name moods, never eyes
MOODS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open": ("open", "smile"),
        "side": ("side", "smile"),
        "happy": ("happy", "big"),
        "pleased": ("happy", "smile"),
        "calm": ("calm", "smile"),
        "oh": ("side", "oh"),
        "plain": ("calm", "flat"),
        "sad": ("calm", "sad"),
    }
)

VIEW_BOX = "0 4 120 119"


def face(mood: str) -> str:
    """The eyes and mouth of a mood, placed on the friend's body."""
    eyes, mouth = MOODS[mood]
    return _EYES[eyes] + _MOUTHS[mouth]


def body() -> str:
    """The friend without a face: feet, three arcs, paper and cheeks."""
    inner = arch_path(60, 117, 25, 52)
    return "".join(
        (
            bar(18, 113, 24, 9, 4.5, PEN),
            bar(78, 113, 24, 9, 4.5, PEN),
            arch(60, 117, 56, 53, CORAL),
            cut(60, 117, 45, 53, MARIGOLD),
            cut(60, 117, 34, 53, TEAL),
            sheet(inner, FACE),
            sheet(inner + arch_path(60, 117, 25, 48.5), PEN, fill_rule="evenodd", opacity="0.2"),
            dot(44, 76, 4, CORAL, opacity="0.55"),
            dot(76, 76, 4, CORAL, opacity="0.55"),
        )
    )


def parts(mood: str) -> str:
    """The friend in one mood, to be placed inside another drawing (view box 120 wide, feet at 122)."""
    return body() + face(mood)


def friend(mood: str) -> str:
    """The friend alone, in one mood."""
    return svg(VIEW_BOX, parts(mood), class_="friend")


def changing_friend(moods: tuple[str, ...] = ("side", "calm", "happy", "oh")) -> str:
    """The friend with several faces; the page shows the one that `data-mood` around it names."""
    faces = (group(face(mood), class_=f"face face-{mood}") for mood in moods)
    return svg(VIEW_BOX, body(), *faces, class_="friend")
