"""Grade levels as rosters write them, and as the portal does."""

from __future__ import annotations

from harmony.model import GRADES

_ALIASES = {
    "IT": "PK",
    "PR": "PK",
    "P": "PK",
    "PREK": "PK",
    "PRE-K": "PK",
    "PREKINDERGARTEN": "PK",
    "TK": "KG",
    "K": "KG",
    "0": "KG",
    "00": "KG",
    "KINDERGARTEN": "KG",
}
"""CEDS codes below first grade (infant/toddler, preschool, transitional), and everyday spellings."""

UNGRADED = ("13", "PS", "UG", "OTHER")
"""CEDS codes of people whom no grade from PK to 12 describes."""

ACCEPTED = f"{', '.join(GRADES)} (also K, PR, TK, IT, 1 to 9; and {', '.join(UNGRADED)} for no such grade)"
"""What to tell whoever wrote another."""


def normalised(text: str) -> str | None:
    """The grade as one of `GRADES`, empty if it is one of `UNGRADED`, None if it is not known at all."""
    code = text.strip().upper()
    if code in UNGRADED:
        return ""
    if code in _ALIASES:
        return _ALIASES[code]
    padded = code.zfill(2)
    return padded if padded in GRADES else None
