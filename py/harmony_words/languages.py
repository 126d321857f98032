"""The languages, as their folders say, and which of them somebody is served best by.

`language.toml` in each folder, whose name is the language's BCP 47 tag:

name = "العربية"          # what it is called in itself
direction = "rtl"          # or "ltr"
plurals = ["one", "other"] # the forms that texts with a number need (Unicode CLDR)
letters = "ARABIC"         # how the names of its letters in Unicode begin; else "LATIN"
also = ["zh", "zh-CN"]     # optional: other tags that ask for it
tall_lines = true          # optional: its letters reach high and low, and lines need more room
without = ["slip"]         # optional: files of texts that it cannot have, as where no font has its letters
staff = true               # optional: the staff console and mail to staff are written in it too
first = true               # one language alone: it stands at the root of the site, and for what another lacks
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from harmony_words.errors import WordsError
from harmony_words.folder import FOLDER

MANIFEST = "language.toml"
STAFF = "staff"


@dataclass(frozen=True)
class Language:
    """One language, as its manifest describes it."""

    code: str
    """BCP 47 tag: the name of its folder here, and in the site."""
    name: str
    direction: Literal["ltr", "rtl"]
    plurals: tuple[str, ...]
    """Unicode CLDR's categories of numbers that its texts tell apart."""
    letters: str = "LATIN"
    also: tuple[str, ...] = ()
    tall_lines: bool = False
    without: tuple[str, ...] = ()
    staff: bool = False
    first: bool = False

    def has(self, name: str) -> bool:
        """Whether it has a file of texts; what begins with `staff` is for staff alone."""
        return name not in self.without and (self.staff or not name.startswith(STAFF))

    @property
    def folder(self) -> str:
        """Where its pages stand in the site: nothing, or `es/`."""
        return "" if self.first else f"{self.code}/"


@cache
def languages(folder: Path = FOLDER) -> tuple[Language, ...]:
    """Every language, the one at the root of the site first, the others by their tags; raises WordsError."""
    found = [_read(path) for path in folder.iterdir() if path.is_dir()]
    if sum(each.first for each in found) != 1:
        raise WordsError(f"{folder.name}: one {MANIFEST} says `first = true`, and no other.")
    return tuple(sorted(found, key=lambda each: (not each.first, each.code)))


def languages_with(names: Iterable[str], folder: Path = FOLDER) -> tuple[Language, ...]:
    """Those that have all of some files of texts."""
    wanted = tuple(names)
    return tuple(each for each in languages(folder) if all(map(each.has, wanted)))


def _read(folder: Path) -> Language:
    place = f"{folder.parent.name}/{folder.name}/{MANIFEST}"
    try:
        fields = tomllib.loads((folder / MANIFEST).read_text("utf-8"))
        lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
        return Language(code=folder.name, **{**fields, **lists})
    except FileNotFoundError:
        raise WordsError(f"{place} is missing: every folder of words is a language's.") from None
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise WordsError(f"{place} does not describe a language: {error}.") from error


def best(wishes: Iterable[str], known: Sequence[Language]) -> Language | None:
    """The first wish that can be met, most wanted first; None if there is none (RFC 4647, section 3.4).

    A region that is asked for beyond a language's own is left out: `es-MX` is met by `es`. Of a language with
    several scripts the regions imply one, and `also` lists them: `zh-CN` is met by `zh-Hans`, `zh-TW` is not.
    """
    for wish in wishes:
        parts = wish.lower().split("-")
        truncated = {"-".join(parts[:end]) for end in range(1, len(parts) + 1)}
        for language in known:
            if language.code.lower() in truncated or wish.lower() in map(str.lower, language.also):
                return language
    return None


def named(code: str) -> Language:
    """The language of a tag; the first where there is none."""
    return next((each for each in languages() if each.code == code), languages()[0])


FIRST = languages()[0]
LANGUAGES = tuple(each.code for each in languages())
"""The tags of all of them; the first is at the root of the site."""
