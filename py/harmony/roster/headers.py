"""What is in a roster's files by their names and headers: what a format is told by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import chain

from harmony.roster.files import Files, stem
from harmony.roster.findings import Diagnostics
from harmony.roster.header import Layout, fold
from harmony.roster.table import column_names, read_table

_MANIFEST = Layout("manifest.csv", ("propertyName", "value"))


class Headers:
    """The names of the files and, of those that are asked for, their columns. No other file is opened."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._names = {stem(name): name for name in reversed(list(files))}
        self.columns = cache(self._columns)
        """The folded names of a file's columns, by its name without `.csv`; empty if there are none."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, file: object) -> bool:
        return file in self._names

    def has(self, file: str, *columns: str) -> bool:
        """Whether a file is there and has all these columns."""
        return self.columns(file).issuperset(map(fold, columns))

    def lacks(self, file: str, *columns: str) -> bool:
        """Whether a file is there, has a header, and has none of these columns."""
        return bool(self.columns(file)) and self.columns(file).isdisjoint(map(fold, columns))

    @cached_property
    def manifest(self) -> Mapping[str, str]:
        """The properties of a OneRoster manifest, in small letters, by name; empty if there is none."""
        name = self._names.get("manifest")
        if name is None:
            return {}
        blocks = read_table(self._files, name, _MANIFEST, None, Diagnostics())
        rows = chain.from_iterable(each.rows() for each in blocks)
        return {row.optional("propertyName").lower(): row.optional("value").lower() for row in rows}

    def listed(self) -> str:
        """The files as a sentence has them."""
        names = sorted(self._names.values())
        more = f" and {len(names) - 8} more" if len(names) > 8 else ""
        return ", ".join(names[:8]) + more if names else "there is no CSV file"

    def _columns(self, file: str) -> frozenset[str]:
        name = self._names.get(file)
        return frozenset(map(fold, column_names(self._files, name))) if name else frozenset()
