"""The colours of the pages: those of the drawings, and clear enough to read."""

import re
from pathlib import Path

import pytest

from harmony_art import palette

TOKENS = Path(__file__).parents[2] / "web" / "shared" / "tokens.css"


def tokens(theme: str) -> dict[str, str]:
    """The colours of `tokens.css` in one theme, by name."""
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")

    def colours(css: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css))

    return colours(light) | (colours(dark.split("@media print")[0]) if theme == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2, its glossary)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, its glossary)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_page_has_the_colours_of_the_pictures() -> None:
    """`tokens.css` repeats the palette exactly."""
    assert {name: tokens("light")[name] for name in palette.PAPERS} == palette.PAPERS


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "backs", "least"),
    [
        ("ink", ("wall", "card", "floor"), 7),
        ("soft", ("wall", "card", "floor"), 7),
        ("link", ("wall", "card", "floor"), 7),
        ("bad", ("wall", "card", "floor"), 7),
        ("on-go", ("go",), 4.5),
        ("pen", ("face",), 4.5),
        ("line", ("wall", "card", "floor"), 3),
        ("ring", ("wall", "card", "floor"), 3),
        ("pen", ("v1", "v2", "v3", "v4", "spot"), 3),
    ],
)
def test_colours_have_contrast(theme: str, front: str, backs: tuple[str, ...], least: float) -> None:
    """WCAG 2.2: 7 for what is read (1.4.6), 4.5 on buttons (1.4.3), 3 for lines, pictures (1.4.11)."""
    colours = tokens(theme)
    measured = {back: contrast(colours[front], colours[back]) for back in backs}
    assert all(ratio >= least for ratio in measured.values()), measured


def test_a_yellow_button_stands_out_from_the_wall() -> None:
    """By its dark border on the light wall, by its own colour on the dark one (1.4.11)."""
    assert contrast(tokens("light")["edge"], tokens("light")["wall"]) >= 3
    assert contrast(tokens("dark")["go"], tokens("dark")["wall"]) >= 3


def test_the_browser_s_own_frame_has_the_colour_of_the_wall() -> None:
    """`theme-color` cannot name a token, so it repeats one for each theme."""
    layout = (TOKENS.parent / "layout.html").read_text(encoding="utf-8")
    frames = re.findall(
        r'name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', layout
    )
    assert {theme: colour for colour, theme in frames} == {
        theme: tokens(theme)["wall"] for theme in ("light", "dark")
    }


def test_contrast_is_measured_right() -> None:
    """Black on white is 21, a colour on itself is 1, and the long and the short form are one colour."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777", "#777777") == pytest.approx(1)
