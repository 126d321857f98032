"""Reading the texts: tables whose leaves are texts, lists of texts, or a text's plural forms.

Every language has the same files with the same keys, but for what its manifest says that it has not, and for
what is only for staff: files whose names begin with `staff`. At the top of a file may stand

not_yet_read = ["*"]        # tables or texts, or all, that no speaker of the language has read yet
same = ["frame.portal"]     # texts that are right as they are in the first language
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from harmony_words.errors import WordsError
from harmony_words.folder import FOLDER
from harmony_words.languages import MANIFEST, Language, languages_with

Words = Mapping[str, Any]
"""Tables of texts in one language."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""Unicode CLDR's categories; a table of nothing else is one text in several forms."""
NOT_YET_READ, SAME = "not_yet_read", "same"


@dataclass(frozen=True)
class TextFile:
    """One file in one language."""

    name: str
    language: Language
    tables: Words
    not_yet_read: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it stands, for whoever is to mend it."""
        return f"words/{self.language.code}/{self.name}.toml"


def file_names(folder: Path, language: Language) -> list[str]:
    """The files of texts that a language has."""
    return sorted(path.stem for path in (folder / language.code).glob("*.toml") if path.name != MANIFEST)


def read(names: Iterable[str], folder: Path = FOLDER) -> dict[str, Words]:
    """The tables of some files together, by language; raises WordsError, for a table in two of them too.

    The languages are those that have all of them: where one is for staff, those of the staff console.
    """
    wanted = tuple(names)
    return {each.code: _together(folder, each, wanted) for each in languages_with(wanted, folder)}


@cache
def tables(name: str, code: str) -> Words:
    """One file in one language."""
    return read([name])[code]


def texts(words: Words, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its dotted name; of a list and of plural forms each by itself."""
    for name, entry in words.items():
        if isinstance(entry, str):
            yield prefix + name, entry
        elif isinstance(entry, Mapping):
            yield from texts(entry, f"{prefix}{name}.")
        else:
            yield from ((f"{prefix}{name}.{at}", each) for at, each in enumerate(entry))


def forms_of(entry: object) -> Mapping[str, str] | None:
    """The plural forms of a text that has several; else None."""
    if isinstance(entry, Mapping) and "other" in entry and set(entry) <= set(PLURALS):
        return entry
    return None


def read_file(folder: Path, language: Language, name: str) -> TextFile:
    """One file. Raises WordsError where it is missing or is no file of texts."""
    place = f"words/{language.code}/{name}.toml"
    try:
        found = tomllib.loads((folder / language.code / f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise WordsError(f"{place} is missing: every language has each file.") from None
    except tomllib.TOMLDecodeError as error:
        raise WordsError(f"{place} is no TOML: {error}.") from error
    marks = {key: _strings(found.pop(key, []), place, key) for key in (NOT_YET_READ, SAME)}
    _check(found, place, "")
    return TextFile(name, language, found, marks[NOT_YET_READ], marks[SAME])


def _together(folder: Path, language: Language, names: Sequence[str]) -> Words:
    found: dict[str, Any] = {}
    for name in names:
        file = read_file(folder, language, name)
        if both := sorted(found.keys() & file.tables.keys()):
            raise WordsError(f"{file.place}: a file read with it has {both[0]} too.")
        found |= file.tables
    return found


def _strings(value: object, place: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise WordsError(f"{place}: {key} is no list of names.")
    return tuple(value)


def _check(table: Mapping[str, Any], place: str, prefix: str) -> None:
    for key, entry in table.items():
        if isinstance(entry, dict):
            _check(entry, place, f"{prefix}{key}.")
            continue
        listed = entry if isinstance(entry, list) else [entry]
        if not all(isinstance(each, str) and each.strip() for each in listed):
            raise WordsError(f"{place}: {prefix}{key} is not a text.")
