"""The words of the site: `web/words/LANGUAGE/FILE.toml`, tables whose leaves are texts.

Every language has the same files with the same keys. What one lacks, or has beyond the first, ends the build
with a sentence that names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from build_steps.site.errors import PageError
from harmony.languages import LANGUAGES

Words = Mapping[str, Any]
"""Tables of texts in one language."""


def read(folder: Path, names: Iterable[str]) -> dict[str, Words]:
    """The tables of some files together, by language. Raises PageError, for a table in two of them too."""
    _check_folders(folder)
    found: dict[str, dict[str, Any]] = {language: {} for language in LANGUAGES}
    for name in names:
        for language, tables in _read_file(folder, name).items():
            if both := sorted(found[language].keys() & tables.keys()):
                raise PageError(f"{_place(folder, language, name)}: a file read with it has {both[0]} too.")
            found[language] |= tables
    return dict(found)


def texts(words: Words, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its dotted name."""
    for name, entry in words.items():
        if isinstance(entry, str):
            yield prefix + name, entry
        else:
            yield from texts(entry, f"{prefix}{name}.")


def fill(text: str, **values: str) -> Markup:
    """Fill the places in braces. Text and values are escaped, a value only if it is not markup already."""
    return escape(text).format(**values)


def _check_folders(folder: Path) -> None:
    there = {path.name for path in folder.iterdir() if path.is_dir()}
    for language in LANGUAGES:
        if language not in there:
            raise PageError(f"{folder.name}/{language} is missing: harmony.languages names this language.")
    for name in sorted(there - set(LANGUAGES)):
        raise PageError(f"{folder.name}/{name} belongs to no language of harmony.languages.")


def _read_file(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    """One file in every language, which must all have the keys of the first."""
    first, *others = LANGUAGES
    tables = {language: _parse(folder, language, name) for language in LANGUAGES}
    wanted = set(dict(texts(tables[first])))
    for language in others:
        place, pattern = _place(folder, language, name), _place(folder, first, name)
        there = set(dict(texts(tables[language])))
        for key in sorted(wanted - there):
            raise PageError(f"{place}: {key} is missing; {pattern} has it.")
        for key in sorted(there - wanted):
            raise PageError(f"{place}: {key} is superfluous; {pattern} does not have it.")
    return tables


def _parse(folder: Path, language: str, name: str) -> dict[str, Any]:
    place = _place(folder, language, name)
    try:
        tables = tomllib.loads((folder / language / f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise PageError(f"{place} is missing: a page names it among its words.") from None
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"{place} is no TOML: {error}.") from error
    _check_texts(tables, place, "")
    return tables


def _check_texts(table: Mapping[str, Any], place: str, prefix: str) -> None:
    for key, entry in table.items():
        if isinstance(entry, dict):
            _check_texts(entry, place, f"{prefix}{key}.")
        elif not isinstance(entry, str) or not entry.strip():
            raise PageError(f"{place}: {prefix}{key} is not a text.")


def _place(folder: Path, language: str, name: str) -> str:
    return f"{folder.name}/{language}/{name}.toml"
