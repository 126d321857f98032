"""What the script makes of a code while Python is not there: the same as Python.

Both sides read the same cases; `web/scan/decoder-only-scan.test.mjs` is the other one. To write them anew
after a change of the hints, from frames drawn by lot: `python -m tests.unit.test_decoder_only_scan`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from harmony.badge.token import parse
from harmony.errors import NotABadge
from harmony.scan.detection import Detection
from harmony.scan.hints import Guide, Hint, Measures
from harmony.scan.preprocessing import Area
from tests.unit.test_scan_worker import BADGE

FILE = Path(__file__).parents[2] / "web" / "scan" / "decoder-only-scan.test.json"
CASES = json.loads(FILE.read_text("utf-8"))

FAR_AND_FOREIGN = Detection("https://lunch.example", 0.1, Area(0, 0, 48, 48))
GOOD = Measures(brightness=120, contrast=150, sharpness=0.6, glare=0)


@pytest.mark.parametrize("text", CASES["badges"])
def test_every_form_on_paper_is_a_badge(text: str) -> None:
    """The number of a badge is found alone and in its link, whatever the case."""
    assert parse(text) == BADGE
    assert CASES["decimal"] == BADGE.decimal
    assert CASES["fingerprint"] == BADGE.fingerprint


@pytest.mark.parametrize("text", CASES["others"])
def test_nothing_else_is_a_badge(text: str) -> None:
    """Whatever the script would not take for a badge, Python does not take for one either."""
    with pytest.raises(NotABadge):
        parse(text)


@pytest.mark.parametrize("case", CASES["foreign_codes"])
def test_a_code_that_is_no_badge_is_told_as_the_script_tells_it(case: dict[str, Any]) -> None:
    """Whenever such a code comes, goes or flickers, the hint changes where the script's does."""
    assert guided(case["milliseconds"], case["codes"]) == (case["hints"], case["lit"])
    assert set(case["hints"]) == {Hint.LOOK.value[0], Hint.WRONG.value[0]}


def guided(milliseconds: list[int], codes: str) -> tuple[str, str]:
    """The first letters of the hints after each frame, and the lit arcs; "#" stands for a code in a frame."""
    guide, hints, lit = Guide(), "", ""
    for at, code in zip(milliseconds, codes, strict=True):
        seen = [FAR_AND_FOREIGN] if code == "#" else []
        told = guide.observe(seen, frame=GOOD, code=GOOD if seen else None, now=at / 1000)
        hints, lit = hints + told.hint.value[0], lit + str(told.lit)
    return hints, lit


def frames(rng: random.Random, count: int = 300) -> tuple[list[int], str]:
    """When frames come, in milliseconds; and whether a code is in each, seldom, often or always at times."""
    likely, now, times, codes = 0.5, 0, [], ""
    for number in range(count):
        if number % 20 == 0:
            likely = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0])
        now += rng.randint(61, 127)
        times.append(now)
        codes += "#" if rng.random() < likely else "."
    return times, codes


def write_anew() -> None:
    """Draw frames by lot, and write down what Python makes of them; the texts stay as they are."""
    CASES["foreign_codes"] = []
    for seed in range(5):
        milliseconds, codes = frames(random.Random(seed))  # noqa: S311  nothing secret
        hints, lit = guided(milliseconds, codes)
        CASES["foreign_codes"].append(
            {"milliseconds": milliseconds, "codes": codes, "hints": hints, "lit": lit}
        )
    FILE.write_text(json.dumps(CASES, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    write_anew()
