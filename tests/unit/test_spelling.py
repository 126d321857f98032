"""Which spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmony.spelling import IGNORABLE, folded, visible

SAME = {
    "capitals": "S1001",
    "spaces": " s1001\u00a0",
    "wide letters and digits": "\uff33\uff11\uff10\uff10\uff11",
    "Arabic-Indic digits": "s\u0661\u0660\u0660\u0661",
    "Devanagari digits": "s\u0967\u0966\u0966\u0967",
    "zero-width space": "s1001\u200b",
    "byte order mark": "\ufeffs1001",
    "soft hyphen": "s10\u00ad01",
    "word joiner": "s\u20601001",
    "an invisible mark, then a space": "s1001 \u200b",
}


@pytest.mark.parametrize("spelling", SAME.values(), ids=SAME.keys())
def test_what_looks_the_same_is_the_same_name(spelling: str) -> None:
    """However a keyboard or a clipboard writes a name, it is one."""
    assert folded(spelling) == "s1001"


@pytest.mark.parametrize(
    ("one", "other"), [("Zo\u00eb", "Zoe\u0308"), ("STRASSE", "stra\u00dfe"), ("\ufb01n", "fin")]
)
def test_one_name_has_one_folding(one: str, other: str) -> None:
    """Composed or not, cased or not, with a ligature or without."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("s1001", "s1002"), ("zoe", "zo\u00eb"), ("ana", "\u0430n\u0430"), ("a b", "ab")]
)
def test_what_is_different_stays_different(one: str, other: str) -> None:
    """Accents, other scripts and spaces within a name tell people apart."""
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    """What is stored folded and what is typed and folded are compared as equals."""
    assert folded(folded(text)) == folded(text)
    assert folded(visible(text)) == folded(text)
    assert not IGNORABLE & set(folded(text))
