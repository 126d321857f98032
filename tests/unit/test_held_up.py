"""Which badge is held up where several can be seen: the same as held-up.test.mjs has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harmony.scan.held_up import Code, are_several, held_up

FILE = Path(__file__).parents[2] / "web" / "scan" / "held-up.test.json"
CASES = json.loads(FILE.read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["what"]))
def test_only_the_badge_clearly_held_up_is_taken(case: dict[str, Any]) -> None:
    """T-37: The one clearly larger and nearer to the guide, whatever their order; else none."""
    codes = [Code(**code) for code in case["codes"]]
    size = {"width": case["width"], "height": case["height"]}
    assert held_up(codes, **size) == case["held_up"]
    assert held_up(codes[::-1], **size) == case["held_up"]
    assert are_several(codes) == case["several"]
