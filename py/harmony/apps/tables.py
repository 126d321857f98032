"""Reading the tables of a TOML file key by key, noting everything that is wrong, not just the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from harmony.apps.lines import NOWHERE, Place
from harmony.findings import AppsError, Finding

FILE = "apps.toml"

_PLACE = re.compile(r" \(at line (?P<row>\d+), column (?P<column>\d+)\)$")


def parse_toml(text: str) -> dict[str, object]:
    """The file's top table. Raises AppsError, with line and column, for what is not TOML."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        row, column = place.group("row", "column") if place else (None, None)
        message = f"Not TOML: {_PLACE.sub('', str(error))}."
        raise AppsError([Finding(FILE, message, row=int(row) if row else None, column=column)]) from None
    except RecursionError:
        raise AppsError([Finding(FILE, "The lists in it are nested too deeply.")]) from None


def quoted(values: Sequence[str]) -> str:
    """Values as they are written in the file, for a sentence."""
    return ", ".join(f'"{value}"' for value in values)


class Table:
    """One table of the file. Taking a missing or wrong key notes a finding and gives a neutral value."""

    def __init__(
        self,
        where: str,
        content: Mapping[str, object],
        findings: list[Finding],
        place: Place = NOWHERE,
    ) -> None:
        self._where = where
        self._content = content
        self._findings = findings
        self._place = place
        self._known: list[str] = []

    def note(self, key: str, problem: str) -> None:
        """Add a finding about a key: `problem` continues the sentence that the key begins."""
        self._findings.append(Finding(FILE, f"{self._where}, {key}: {problem}", row=self._place.line(key)))

    def is_table(self, key: str) -> bool:
        """Whether the key is there and holds a table."""
        return isinstance(self._content.get(key), dict)

    def is_empty(self, key: str) -> bool:
        """Whether the key holds an empty text, which stands for none where there need not be one."""
        return self._take(key) == ""

    def text(self, key: str, default: str | None = None, *, longest: int) -> str:
        """A text without control characters; must be there unless there is a default."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if problem := _text_problem(value, longest):
            self.note(key, problem)
        return value if isinstance(value, str) else ""

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of `choices`."""
        value = self._take(key, default)
        if value not in choices:
            self.note(key, f"must be one of {quoted(choices)}.")
            return default
        return str(value)

    def flag(self, key: str) -> bool:
        """True or false; false if it is not there."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.note(key, "must be true or false, without quotes.")
        return value is True

    def texts(self, key: str, choices: Sequence[str] = ()) -> frozenset[str] | None:
        """A list of texts, each of `choices` if there are any; None if the key is not there."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note(key, 'must be a list of texts in quotes, such as ["01", "02"].')
            return frozenset()
        if choices and (unknown := [item for item in value if item not in choices]):
            self.note(key, f"{quoted(unknown)} is not known. Known are {quoted(choices)}.")
        return frozenset(value)

    def strings(self, key: str, choices: Sequence[str] = ()) -> tuple[str, ...]:
        """The same in the order of the file; none if the key is not there."""
        known = self.texts(key, choices) or ()
        value = self._content.get(key)
        return tuple(each for each in value if each in known) if isinstance(value, list) else ()

    def mapping(self, key: str) -> Mapping[str, object] | None:
        """A table whose keys are not ours to know; None if it is not there."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self.note(key, f"must be a table, such as {key} = {{…}}.")
        return value if isinstance(value, dict) else None

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one if it is not there."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            self.note(key, f"must be a table, such as {key} = {{…}}.")
            value = {}
        return Table(f"{self._where}, {key}", value, self._findings, self._place.below(key))

    def refuse_unknown(self, *, elsewhere: Mapping[str, str] | None = None) -> None:
        """Note every key of the table that was never asked for: most are misspelt.

        `elsewhere` names the table that a key belongs in, where that is another one.
        """
        for key in self._content:
            if elsewhere and key in elsewhere:
                self.note(key, f"this key belongs under {elsewhere[key]}.")
            elif key not in self._known:
                close = get_close_matches(key, self._known, 1)
                hint = f'Did you mean "{close[0]}"?' if close else f"Known are {quoted(self._known)}."
                self.note(key, f"this key is not known. {hint}")

    def _take(self, key: str, default: object = None) -> object:
        self._known.append(key)
        return self._content.get(key, default)


def _text_problem(value: object, longest: int) -> str | None:
    if value is None:
        return "is missing."
    if not isinstance(value, str):
        return "must be a text in quotes."
    if not value.strip():
        return "must not be empty."
    if len(value) > longest:
        return f"must not be longer than {longest} characters."
    return None if value.isprintable() else "holds a control character."
