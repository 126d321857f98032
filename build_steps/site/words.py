"""The texts that a page is rendered with; a file of texts that cannot be used ends the build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup, escape

from build_steps.site.errors import PageError
from harmony_words import Words, WordsError
from harmony_words import read as read_words
from harmony_words.checking import Wrong, findings


def read(folder: Path, names: Iterable[str]) -> dict[str, Words]:
    """The tables of some files together, by language. Raises PageError."""
    try:
        return read_words(names, folder)
    except WordsError as error:
        raise PageError(str(error)) from None


def check(folder: Path) -> None:
    """Raise PageError for a text that a language lacks, has beyond the first, or fills otherwise."""
    try:
        found = next((each for each in findings(folder) if each.wrong is not Wrong.STILL_FIRST), None)
    except WordsError as error:
        raise PageError(str(error)) from None
    if found:
        raise PageError(str(found))


def fill(text: str, **values: str) -> Markup:
    """Fill the places in braces. Text and values are escaped, a value only if it is not markup already."""
    return escape(text).format(**values)
