"""What a format's reader is given: the files, what was said about them, and where to note what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmony.findings import said
from harmony.roster.blocks import Block
from harmony.roster.files import Files, stem
from harmony.roster.findings import Diagnostics
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.options import Options
from harmony.roster.rows import MAX_TEXT, Row, quoted
from harmony.roster.table import read_table
from harmony.spelling import visible


class Intake:
    """The files of one roster while they are read. Only a file whose rows are asked for is opened."""

    def __init__(self, files: Files, options: Options, diagnostics: Diagnostics) -> None:
        self._files = files
        self.options = options
        self.diagnostics = diagnostics
        self.headers = Headers(files)

    def rows(self, layout: Layout) -> Iterator[Row]:
        """The rows of a file; none if it is not there."""
        for block in self.blocks(layout):
            yield from block.rows()

    def blocks(self, layout: Layout) -> Iterator[Block]:
        """The same, some at a time."""
        for name in self._files:
            if stem(name) == stem(layout.file):
                return read_table(self._files, name, layout, self.options.encoding, self.diagnostics)
        return iter(())

    def expect(self, required: Sequence[Layout], optional: Sequence[Layout] = ()) -> None:
        """Note which of the files are missing, which stand there twice, and which are not read."""
        wanted = {stem(layout.file): layout.file for layout in (*required, *optional)}
        seen: set[str] = set()
        for name in self._files:
            if stem(name) not in wanted:
                self.diagnostics.note(name, said("is not read: the portal has no use for it."))
            elif stem(name) in seen:
                self.diagnostics.problem(
                    name, said("is there twice, in different spellings."), said("Keep one.")
                )
            seen.add(stem(name))
        for layout in required:
            if stem(layout.file) not in seen:
                self.diagnostics.incomplete.add(layout.file)
                self.diagnostics.problem(
                    layout.file, said("is missing from the export."), said("Export it with it.")
                )

    def username(self, row: Row, default: Sequence[str]) -> str:
        """What a person types, from the first of the columns that is not empty."""
        columns = self.username_columns(default)
        for column in columns:
            value = visible(row.optional_id(column.removesuffix("@")))
            if column.endswith("@"):
                value = value.partition("@")[0]
            if value:
                return self._short(row, column, value)
        row.problem(
            columns[0].removesuffix("@"), said("is empty, so nobody could type a username."), _USERNAME_ADVICE
        )
        return ""

    def username_columns(self, default: Sequence[str]) -> Sequence[str]:
        """Which columns usernames are taken from."""
        return self.options.username or default

    def layout(self, file: Layout, default: Sequence[str]) -> Layout:
        """A file's layout with the columns that usernames are taken from."""
        more = [each.removesuffix("@") for each in self.username_columns(default)]
        extra = tuple(each for each in more if each not in file.columns)
        return Layout(file.file, file.required, file.optional + extra, file.aliases, file.hint)

    def _short(self, row: Row, column: str, value: str) -> str:
        if len(value) <= MAX_TEXT:
            return value
        row.problem(
            column,
            said("{value} is too long for a username.", value=quoted(value)),
            said("At most {n} characters.", n=MAX_TEXT),
        )
        return ""


_USERNAME_ADVICE = said(
    "Fill it in, or say in district.toml which column is typed: [roster.SOURCE] username."
)
