"""The drawing of the architecture: the committed one is what the command makes, and speaks of this tree."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from build_steps import docs
from build_steps.diagrams import Arrow, Box, Diagram, Illegible, svg
from build_steps.paths import ROOT

PLAIN = Diagram(
    "Two boxes",
    (400, 200),
    (),
    (Box("a", "A", "code", (10, 20, 100, 50)), Box("b", "B", "page", (290, 120, 100, 50))),
    (Arrow(("a", "right", 25), ("b", "left", 25), ("bits",)),),
)


def test_the_committed_drawing_is_what_the_command_makes() -> None:
    """`build.py docs` would change nothing."""
    assert docs.ARCHITECTURE.read_text("utf-8") == docs.architecture()


def test_every_folder_in_the_drawing_exists() -> None:
    """A box names where its part stands."""
    folders = docs.described().folders()
    assert len(folders) > 10
    assert sorted(folder for folder in folders if not (ROOT / folder).is_dir()) == []


def test_every_box_is_on_the_paper_and_none_lies_on_another() -> None:
    """Boxes keep apart, so that each can be read."""
    diagram = docs.described()
    for place, box in enumerate(diagram.boxes):
        x, y, width, height = box.at
        assert x >= 0 <= y
        assert x + width <= diagram.size[0]
        assert y + height <= diagram.size[1]
        for other in diagram.boxes[place + 1 :]:
            x2, y2, width2, height2 = other.at
            apart = x + width <= x2 or x2 + width2 <= x or y + height <= y2 or y2 + height2 <= y
            assert apart, (box.id, other.id)


def test_an_arrow_bends_at_right_angles_and_says_what_passes() -> None:
    """From side to side, its head at the box it leads to."""
    root = ElementTree.fromstring(svg(PLAIN))  # noqa: S314  made by the function under test
    (line,) = (each.get("d") for each in root if each.get("class") == "line")
    (head,) = (each.get("d") or "" for each in root if each.get("class") == "head")
    assert line == "M113 45L190 45Q200 45 200 55L200 135Q200 145 210 145L278 145"
    assert head.startswith("M287 145")
    assert [each.text for each in root if each.get("class") == "word start"] == ["bits"]


def test_what_would_not_be_legible_is_refused() -> None:
    """Text that is wider than its box, or more lines than it has room for."""
    wide = replace(PLAIN.boxes[0], title="A title that is far too long")
    low = replace(PLAIN.boxes[0], says=("one", "two", "three"))
    for box in (wide, low):
        with pytest.raises(Illegible, match="he box a"):
            svg(replace(PLAIN, boxes=(box, PLAIN.boxes[1])))


def test_an_arrow_to_nowhere_is_refused() -> None:
    """An arrow names two boxes that there are."""
    with pytest.raises(KeyError, match="c"):
        svg(replace(PLAIN, arrows=(replace(PLAIN.arrows[0], end=("c", "left", 1)),)))
