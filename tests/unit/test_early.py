"""What is shaped like a badge for the scripts that look before Python is there: the same as for Python."""

from __future__ import annotations

import json

import pytest

from harmony.badge.token import parse
from harmony.errors import NotABadge
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
import { badgeIn } from "./early.mjs";
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
