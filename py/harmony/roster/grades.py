"""Grade levels as rosters write them, and as the portal does."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from harmony.findings import said
from harmony.model import GRADES

_WRITTEN = {
    "PK": "IT PR P PK3 PK4 P3 P4 3K 4K PREK PREKG PREKINDERGARTEN PRESCHOOL -1 -2",
    "KG": "TK K K4 K5 JK SK 0 00 KDG KINDER KINDERGARTEN TRANSITIONALKINDERGARTEN",
    "01": "FIRST",
    "02": "SECOND",
    "03": "THIRD",
    "04": "FOURTH",
    "05": "FIFTH",
    "06": "SIXTH",
    "07": "SEVENTH",
    "08": "EIGHTH",
}
_ALIASES = {word: grade for grade, words in _WRITTEN.items() for word in words.split()}
"""CEDS codes below first grade (infant/toddler, preschool, transitional), and everyday spellings."""

_UNGRADED = "13 14 PS UG UNGRADED OTHER OT AE GRADUATE POSTGRADUATE INFANTTODDLER"
UNGRADED = frozenset(_UNGRADED.split())
"""CEDS codes of people whom no grade from PK to 12 describes."""

ADVICE = said("Known are PK, KG, 01 to 12, in most spellings.")
_WORD = re.compile(r"[\s_./]+|GRADE|GR(?=[\s.]*\d)")
_ORDINAL = re.compile(r"(?<=\d)(ST|ND|RD|TH)$")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@lru_cache(maxsize=1024)
def normalised(text: str) -> str | None:
    """The grade as one of `GRADES`, empty if it is one of `UNGRADED`, None if it is not known at all."""
    code = _ORDINAL.sub("", _HYPHEN.sub("", _WORD.sub("", text.strip().upper())))
    if code in UNGRADED:
        return ""
    if code in _ALIASES:
        return _ALIASES[code]
    padded = code.lstrip("0").zfill(2)
    return padded if padded in GRADES else None


def ordered(found: Collection[str]) -> tuple[str, ...]:
    """Grades in the order of `GRADES`."""
    if len(found) < 2:
        return tuple(found)
    return tuple(grade for grade in GRADES if grade in found)
