"""The page picks the plates and marks of letter tiles by number: as many as are drawn."""

import re

from harmony_art import letter_tiles
from tests.architecture.test_tree import ROOT


def test_every_letter_tile_of_the_page_is_drawn() -> None:
    """The script counts as many plates and marks as there are symbols to pick from."""
    script = (ROOT / "web/student/dashboard/letters.mjs").read_text("utf-8")
    for kind, constant in (("plate", "PLATES"), ("mark", "MARKS")):
        (counted,) = re.findall(rf"const {constant} = (\d+);", script)
        drawn = re.findall(rf'<symbol id="{kind}-(\d+)"', letter_tiles.sprite())
        assert drawn == [str(number) for number in range(int(counted))]
