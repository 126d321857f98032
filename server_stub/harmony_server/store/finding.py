"""By what people are found: the letters of their names and numbers, however somebody types them."""

from __future__ import annotations

import unicodedata

from harmony.spelling import folded

_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters with a stroke through them, or two in one: Unicode takes none of them apart."""


def plain(text: str) -> str:
    """A text as it is compared: folded, and without accents."""
    if text.isascii():
        return folded(text)
    apart = unicodedata.normalize("NFKD", folded(text))
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(_STROKES)


def search_key(given_name: str, family_name: str, username: str) -> str:
    """What a person is found by: each part begins with a space, so that beginnings can be told."""
    return f" {plain(given_name)} {plain(family_name)} {plain(username)}"
