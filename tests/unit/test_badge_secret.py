"""What a child knows beside a badge: what may be chosen, whose badge asks, and how far guessing gets."""

from __future__ import annotations

import pytest

from harmony.model import Audience, Membership, Role
from harmony.people.badge_secret import (
    MOST_WRONG,
    PICTURES,
    POSSIBLE_PAIRS,
    SecondStepRule,
    SecretKind,
    is_easy_pin,
    pictures_text,
    possible_pins,
    rule_for,
)
from harmony.people.pictures import PICTURES as OF_PEOPLE

SCHOOL_DAYS = 180
FORGIVEN_A_DAY = 3


def member(
    *grades: str, schools: frozenset[str] = frozenset({"north"}), role: Role = Role.STUDENT
) -> Membership:
    """Somebody of some grades."""
    return Membership(role, frozenset(grades), schools, frozenset())


@pytest.mark.parametrize("pin", ["1111", "1234", "4321", "8901", "1212", "123123", "555555", "2014", "1999"])
def test_what_would_be_tried_first_is_refused(pin: str) -> None:
    """One digit, a run either way, a part said again, a year."""
    assert is_easy_pin(pin)


def test_the_student_number_is_no_secret() -> None:
    """It stands on lunch cards: no part of it will do, and for another child it will."""
    assert is_easy_pin("7395", username="S73951")
    assert not is_easy_pin("7395", username="S10022")


def test_two_pictures_are_two_of_the_twelve() -> None:
    """Whichever was tapped first; never one twice, a third, one that is none; and none stands on a card."""
    assert pictures_text(["owl", "bee"]) == pictures_text(["bee", "owl"]) == "bee+owl"
    assert [
        pictures_text(each) for each in (["owl", "owl"], ["owl"], ["owl", "bee", "hat"], ["owl", "x"])
    ] == ([None] * 4)
    assert (len(PICTURES), {*PICTURES} & {*OF_PEOPLE}) == (12, set())


def test_the_first_rule_that_fits_holds() -> None:
    """By grade and school; for nobody else, and never for staff, whatever they carry."""
    little = SecondStepRule(SecretKind.PICTURES, Audience(grades=frozenset({"KG", "01"})))
    north = SecondStepRule(SecretKind.PIN, Audience(schools=frozenset({"north"})), 5)
    rules = (little, north)
    assert rule_for(rules, member("01")) is little
    assert rule_for(rules, member("04")) is north
    assert rule_for(rules, member("04", schools=frozenset({"south"}))) is None
    assert rule_for(rules, member(role=Role.TEACHER)) is None
    assert rule_for((), member("01")) is None


def test_the_arithmetic_of_a_found_badge() -> None:
    """T-73: ten tries at a PIN are one in a thousand at most, five at two pictures one in thirteen."""
    assert [possible_pins(digits) for digits in (4, 5)] == [9_682, 99_970]
    assert MOST_WRONG[SecretKind.PIN] / possible_pins(4) < 1 / 960
    assert POSSIBLE_PAIRS == 66
    assert MOST_WRONG[SecretKind.PICTURES] / POSSIBLE_PAIRS < 1 / 13


def test_the_arithmetic_of_a_badge_that_was_copied() -> None:
    """T-73: who tries beside the child's own sign-ins has three tries a school day, and a limit as well."""
    in_a_year = MOST_WRONG[SecretKind.PIN] + FORGIVEN_A_DAY * SCHOOL_DAYS
    assert in_a_year / possible_pins(4) < 0.06
    assert in_a_year / possible_pins(5) < 0.006
    days_for_pictures = (POSSIBLE_PAIRS - MOST_WRONG[SecretKind.PICTURES]) / FORGIVEN_A_DAY
    assert 20 < days_for_pictures < 21, "pictures do not hold against a copy: void the badge"
