"""Pictures and colours of people."""

from __future__ import annotations

from collections import Counter

from harmony.model import Picture
from harmony.people.pictures import COLOURS, PICTURES, picture_for
from harmony_art import pictures as drawings


def test_one_person_always_has_the_same_picture() -> None:
    """A child finds their own picture on every card and screen, this year and next."""
    assert picture_for("s-1001") == Picture("snail", "teal")
    assert picture_for("s-1002") == Picture("boat", "marigold")


def test_every_picture_and_colour_is_drawn() -> None:
    """Whatever is chosen for somebody has a drawing."""
    assert set(PICTURES) == set(drawings.PICTURES)
    assert set(COLOURS) == set(drawings.COLOURS)


def test_pictures_are_spread_evenly() -> None:
    """In a class most children have a picture and colour that few others have."""
    counts = Counter(picture_for(f"s-{number}") for number in range(3200))
    assert len(counts) == len(PICTURES) * len(COLOURS)
    assert max(counts.values()) < 2 * 3200 / len(counts)
