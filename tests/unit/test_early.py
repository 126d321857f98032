"""What the scripts that look before Python is there make of a code: the same as Python."""

from __future__ import annotations

import json
import random

import pytest

from harmony.badge.token import parse
from harmony.errors import NotABadge
from harmony.scan.detection import Sighting
from harmony.scan.hints import Guide, Hint, Measures
from harmony.scan.preprocessing import Area
from tests.javascript import evaluate
from tests.unit.test_scan_worker import BADGE

DECIMAL = BADGE.decimal
BADGES = [
    DECIMAL,
    f"HTTPS://PORTAL.EXAMPLE/#{DECIMAL}",
    f"https://portal.example/#{DECIMAL}",
    f"http://localhost:8000/es/#{DECIMAL}",
]
OTHERS = [
    "",
    "https://lunch.example/menu",
    f"https://portal.example/{DECIMAL}",
    f"https://portal.example/?badge={DECIMAL}",
    f"https://portal.example/page/#{DECIMAL}",
    f"ftp://portal.example/#{DECIMAL}",
    f" {DECIMAL}",
    f"{DECIMAL}\n",
    DECIMAL[:-1],
    DECIMAL + "0",
    "1" + DECIMAL[1:],
    "9" * len(DECIMAL),
    "٢" * len(DECIMAL),
    f"WIFI:S:home;P:{DECIMAL};;",
]

PROGRAM = """
import { badgeIn } from "./scan/decoder-only-scan.mjs";
const result = %s.map(badgeIn);
"""


@pytest.mark.parametrize("text", BADGES)
def test_every_form_on_paper_is_a_badge(text: str) -> None:
    """The number of a badge is found alone and in its link, whatever the case; it is what Python reads."""
    assert evaluate(PROGRAM % json.dumps([text])) == [DECIMAL]
    assert parse(text) == BADGE


def test_nothing_else_is_sent() -> None:
    """Whatever Python would not take for a badge, no script takes for one either; nor a code not read."""
    assert evaluate(PROGRAM % json.dumps([*OTHERS, None])) == [None] * (len(OTHERS) + 1)
    for text in OTHERS:
        with pytest.raises(NotABadge):
            parse(text)


GUIDE = """
import { Guide } from "./scan/decoder-only-scan.mjs";
const guide = new Guide();
const result = %s.map(([now, texts]) => {
  const seen = texts.map((text) => ({ text, corners: [] }));
  const { hint, lit } = guide.observe(seen, now);
  return [hint, lit];
});
"""
FAR_AND_FOREIGN = Sighting("https://lunch.example", 0.1, Area(0, 0, 48, 48))
GOOD = Measures(brightness=120, contrast=150, sharpness=0.6, glare=0)

Frames = list[tuple[int, list[str | None]]]


def hints(frames: Frames) -> list[tuple[str, int]]:
    """The hint and the arcs after each frame, which is a time in milliseconds and the codes in it."""
    return [(hint, lit) for hint, lit in evaluate(GUIDE % json.dumps(frames))]


@pytest.mark.parametrize("seed", range(5))
def test_a_code_that_is_no_badge_is_told_as_python_tells_it(seed: int) -> None:
    """Whenever such a code comes, goes or flickers, the hint changes where Python's does."""
    rng = random.Random(seed)  # noqa: S311  nothing secret
    likely, now, frames = 0.5, 0, []
    for number in range(300):
        if number % 20 == 0:
            likely = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0])
        now += rng.randint(61, 127)
        frames.append((now, [FAR_AND_FOREIGN.text] if rng.random() < likely else []))
    guide, expected = Guide(), []
    for at, texts in frames:
        seen = [FAR_AND_FOREIGN] if texts else []
        told = guide.observe(seen, frame=GOOD, code=GOOD if seen else None, now=at / 1000)
        expected.append((told.hint.value, told.lit))
    assert hints(frames) == expected
    assert {hint for hint, _ in expected} == {Hint.LOOK, Hint.WRONG}


def test_a_code_that_was_only_located_is_not_called_wrong() -> None:
    """What was not read may well be a badge."""
    frames: Frames = [(number * 70, [None]) for number in range(30)]
    assert set(hints(frames)) == {("look", 1)}
