"""Finding the files of an export under whatever case they are named, and saying which are not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.roster.findings import Findings
from harmony.roster.formats.oneroster.layout import MANIFEST, OPTIONAL_FILES, REQUIRED_FILES, Layout
from harmony.roster.formats.oneroster.manifest import check_manifest
from harmony.roster.rows import Row
from harmony.roster.table import read_table

_WANTED = (MANIFEST, *REQUIRED_FILES, *OPTIONAL_FILES)


class Export:
    """The files of one export. Only a file whose rows are asked for is taken from the mapping."""

    def __init__(self, files: Mapping[str, bytes], findings: Findings, warnings: Findings) -> None:
        self._files = files
        self._findings = findings
        self._warnings = warnings
        self._names = self._find(files)
        self._note_missing()
        if MANIFEST.file in self._names:
            rows = self.rows(MANIFEST)
            check_manifest(rows or (), self._names)

    def rows(self, layout: Layout) -> Iterator[Row] | None:
        """The rows of a file; None if it is not there or cannot be read, which is then noted."""
        name = self._names.get(layout.file)
        if name is None:
            return None
        return read_table(layout, self._files[name], self._findings, self._warnings)

    def _find(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """The name in the export of each file that is wanted, by its name in the standard."""
        wanted = {layout.file.lower(): layout.file for layout in _WANTED}
        names: dict[str, str] = {}
        for name in files:
            standard = wanted.get(name.lower())
            if standard is None:
                self._warnings.add(name, "is not read: the portal has no use for it.")
            elif standard in names:
                self._findings.add(name, "is there twice, in different capitals.")
            else:
                names[standard] = name
        return names

    def _note_missing(self) -> None:
        for layout in REQUIRED_FILES:
            if layout.file not in self._names:
                self._findings.add(layout.file, "is missing from the export.")
        for layout in OPTIONAL_FILES:
            if layout.file not in self._names:
                self._warnings.add(layout.file, "is not there; references to it were not checked.")
