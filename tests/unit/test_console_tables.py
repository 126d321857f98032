"""Rows in an order, some of them; words with their places filled."""

from __future__ import annotations

import pytest

from harmony_console.tables import Order, Row, matching, sorted_rows
from harmony_console.words import Words
from tests.unit.console import NOW

ROWS: list[Row] = [{"name": "Zoë", "age": 3}, {"name": "ana", "age": None}, {"name": "Émile", "age": 1}]


def test_texts_are_sorted_as_people_sort_them() -> None:
    """Neither case nor accents matter, and what is missing comes last either way."""
    assert [row["name"] for row in sorted_rows(ROWS, Order("name"))] == ["ana", "Émile", "Zoë"]
    assert [row["age"] for row in sorted_rows(ROWS, Order("age", down=True))] == [3, 1, None]


def test_a_heading_pressed_again_turns_the_order() -> None:
    """First upwards, then downwards; another heading begins anew."""
    order = Order("name").pressed("name")
    assert (order, order.aria("name"), order.aria("age")) == (Order("name", True), "descending", None)
    assert order.pressed("age") == Order("age")


@pytest.mark.parametrize(("typed", "found"), [("e", 2), ("emile", 1), ("zo e", 1), ("", 3), ("xyz", 0)])
def test_every_word_that_is_typed_must_be_there(typed: str, found: int) -> None:
    """Any part of a name, accents folded."""
    assert len(matching(ROWS, typed, ["name"])) == found


def test_numbers_choose_their_form() -> None:
    """One is `one`, any other number is `other`, and thousands stand apart."""
    words = Words(
        {"a": {"one": "{n} badge", "other": "{n} badges"}, "time": {"today": "Today {clock}"}}, "en"
    )
    assert [words.say("a", n=n) for n in (1, 0, 1204)] == ["1 badge", "0 badges", "1,204 badges"]
    assert words.moment("2026-12-01T08:05:00Z", NOW) == "Today 8:05"
    assert words.moment("2026-11-01T08:05:00Z", NOW) == "2026-11-01 8:05"
