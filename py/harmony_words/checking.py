"""What is wrong with the texts of a language, beside those of the first; and what no speaker has read yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from pathlib import Path

from harmony_words.folder import FOLDER
from harmony_words.languages import Language, languages
from harmony_words.texts import TextFile, Words, file_names, forms_of, read_file, texts

PLACE = re.compile(r"\{\w+\}")


class Wrong(StrEnum):
    """What can be wrong with a text; each of them has to be mended."""

    MISSING = "missing"
    SUPERFLUOUS = "superfluous"
    STILL_FIRST = "still in the first language"
    PLACES = "other places in braces"
    FORMS = "plural forms"
    MARK = "a mark that names no text"


@dataclass(frozen=True)
class Finding:
    """One thing to mend."""

    wrong: Wrong
    place: str
    key: str
    detail: str

    def __str__(self) -> str:
        """A sentence that names it."""
        return f"{self.place}: {self.key} {self.detail}"


def findings(folder: Path = FOLDER) -> Iterator[Finding]:
    """Everything that has to be mended, in every language."""
    first, *others = languages(folder)
    for name in file_names(folder, first):
        pattern = read_file(folder, first, name)
        yield from _forms(pattern)
        for language in others:
            if language.has(name):
                yield from _compare(pattern, folder, language)
    for language in others:
        for name in sorted({*file_names(folder, language)} - {*file_names(folder, first)}):
            yield Finding(
                Wrong.SUPERFLUOUS, f"words/{language.code}", f"{name}.toml", f"is not in words/{first.code}."
            )


def not_yet_read(folder: Path = FOLDER) -> dict[str, tuple[int, int]]:
    """By language: how many texts no speaker has read yet, and how many there are."""
    counts = {}
    for language in languages(folder):
        files = [read_file(folder, language, name) for name in file_names(folder, language)]
        keys = [(file, key) for file in files for key in _leaves(file.tables)]
        unread = [key for file, key in keys if _marked(key, file.not_yet_read)]
        counts[language.code] = (len(unread), len(keys))
    return counts


def as_read(html: str) -> str:
    """Pages as they are read: texts in HTML, and those that scripts find there as JSON."""
    read = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), unescape(html))
    return read.replace('\\"', '"')


def unused(words: Words, shown: str) -> list[str]:
    """The texts that none of these pages shows; `shown` is all of them `as_read`."""
    return [
        name
        for name, text in texts(words)
        if not all(piece in shown for piece in PLACE.split(text) if piece.strip())
    ]


def _compare(pattern: TextFile, folder: Path, language: Language) -> Iterator[Finding]:
    if not (folder / language.code / f"{pattern.name}.toml").is_file():
        place = f"words/{language.code}/{pattern.name}.toml"
        yield Finding(Wrong.MISSING, place, "the file", f"is missing; {pattern.place} is there.")
        return
    file = read_file(folder, language, pattern.name)
    wanted, there = _leaves(pattern.tables), _leaves(file.tables)
    for key in wanted.keys() - there.keys():
        yield Finding(Wrong.MISSING, file.place, key, f"is missing; {pattern.place} has it.")
    for key in there.keys() - wanted.keys():
        yield Finding(
            Wrong.SUPERFLUOUS, file.place, key, f"is superfluous; {pattern.place} does not have it."
        )
    for key in sorted(wanted.keys() & there.keys()):
        yield from _compare_text(file, key, wanted[key], there[key])
    yield from _forms(file)
    for mark in {*file.same, *file.not_yet_read} - {"*"}:
        if not any(_marked(key, (mark,)) for key in there):
            yield Finding(Wrong.MARK, file.place, mark, "is marked, and there is no such text.")


def _compare_text(file: TextFile, key: str, pattern: str, text: str) -> Iterator[Finding]:
    if (wanted := sorted(PLACE.findall(pattern))) != sorted(PLACE.findall(text)):
        yield Finding(Wrong.PLACES, file.place, key, f"must fill {', '.join(wanted) or 'nothing'}.")
    if _has_letters(text) and not _marked(key, file.same) and _is_still_first(file.language, pattern, text):
        yield Finding(Wrong.STILL_FIRST, file.place, key, f"is not translated: {text}")


def _is_still_first(language: Language, pattern: str, text: str) -> bool:
    """The very same text, or one without a single letter of the language's own script."""
    names = (unicodedata.name(each, "") for each in PLACE.sub("", text))
    return text == pattern or not any(name.startswith(language.letters) for name in names)


def _has_letters(text: str) -> bool:
    return any(each.isalpha() for each in PLACE.sub("", text))


def _forms(file: TextFile) -> Iterator[Finding]:
    """Plural forms that are missing, are not of the language, or lack what the others fill."""
    for key, forms in _plural_texts(file.tables):
        if set(forms) != set(file.language.plurals):
            detail = f"has the forms {', '.join(forms)}, and needs {', '.join(file.language.plurals)}."
            yield Finding(Wrong.FORMS, file.place, key, detail)
        known = set(PLACE.findall(forms["other"]))
        for form, text in forms.items():
            if not set(PLACE.findall(text)) <= known:
                yield Finding(Wrong.PLACES, file.place, f"{key}.{form}", "fills what `other` does not.")


def _plural_texts(table: Words, prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, entry in table.items():
        if forms := forms_of(entry):
            yield prefix + name, forms
        elif isinstance(entry, Mapping):
            yield from _plural_texts(entry, f"{prefix}{name}.")


def _leaves(table: Words, prefix: str = "") -> dict[str, str]:
    """Texts by their names: of plural forms the one that every language has, of a list each by itself."""
    found = {}
    for name, entry in table.items():
        if forms := forms_of(entry):
            found[prefix + name] = forms["other"]
        elif isinstance(entry, Mapping):
            found |= _leaves(entry, f"{prefix}{name}.")
        else:
            found |= {prefix + key: text for key, text in texts({name: entry})}
    return found


def _marked(key: str, marks: tuple[str, ...]) -> bool:
    """Whether a text or a table that it stands in is named, or everything is."""
    return any(mark == "*" or f"{key}.".startswith(f"{mark}.") for mark in marks)
