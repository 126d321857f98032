"""Languages that a request may name: those of the pages, and those of the staff console (BCP 47)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from harmony_words import LANGUAGES, languages_with

STAFF_LANGUAGES = tuple(each.code for each in languages_with(["staff"]))


def _one_of(codes: tuple[str, ...]) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in codes:
            raise ValueError(f"must be one of {', '.join(codes)}")
        return code

    return check


# The description says so too, in its own words: the messages are ours.
Language = Annotated[
    str, AfterValidator(_one_of(LANGUAGES)), Field(json_schema_extra={"enum": list(LANGUAGES)})
]
StaffLanguage = Annotated[
    str, AfterValidator(_one_of(STAFF_LANGUAGES)), Field(json_schema_extra={"enum": list(STAFF_LANGUAGES)})
]
