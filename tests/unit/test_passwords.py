"""Which passwords are taken: the same as strength.test.mjs has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harmony.passwords import WALKS, PasswordRules, Strength, assess, guessable_words
from harmony.passwords.commonplace import COMMONPLACE

FILE = Path(__file__).parents[2] / "web" / "account" / "strength.test.json"
SHARED = json.loads(FILE.read_text("utf-8"))
WORDS = COMMONPLACE | guessable_words(SHARED["known"])


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: str(case["password"]))
def test_a_password_is_judged_by_what_nobody_expects(case: dict[str, Any]) -> None:
    """T-44: Names, months, walks over the keyboard and repeats make nothing long."""
    rules = PasswordRules(case["min_length"], WORDS)
    assert assess(case["password"], rules) is Strength[case["strength"].upper()]


def test_the_page_judges_by_the_same_words_and_walks() -> None:
    """What the shared cases hand to the page is what stands here."""
    assert set(SHARED["words"]) == WORDS
    assert tuple(SHARED["walks"]) == WALKS


def test_a_common_password_is_refused_whole_or_with_something_around_it() -> None:
    """T-44: A list of what many have is compared with the whole password and with its core."""
    common = frozenset({"gardenhosepipes", "zebra lamp kiosk"})
    rules = PasswordRules(15)
    for password in ("gardenhosepipes", "GardenHosepipes42!", "zebra lamp kiosk"):
        assert assess(password, rules) > Strength.EASY_TO_GUESS
        assert assess(password, rules, common) is Strength.EASY_TO_GUESS


def test_names_are_taken_apart_and_together() -> None:
    """Who knows a school's name tries its words, and pairs of them written as one."""
    words = guessable_words(["Maple Street School", "José Ōe", "Li"])
    assert words == {"maple", "street", "school", "maplestreet", "streetschool", "jose", "joseoe"}
