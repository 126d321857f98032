"""Reads what a WebAssembly module imports and exports.

Follows the binary format of the WebAssembly core specification 3.0, section 5.5 (modules), of which only the
import and the export section are looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\0asm\x01\0\0\0"
IMPORT_SECTION = 2
EXPORT_SECTION = 7
KINDS = ("func", "table", "memory", "global", "tag")


class NotWasm(ValueError):
    """The bytes are no WebAssembly module of version 1, or break off within one."""


@dataclass(frozen=True)
class Import:
    """Something a module needs from outside: `module` and `name` as written there, and one of KINDS."""

    module: str
    name: str
    kind: str


@dataclass(frozen=True)
class Interface:
    """What a module imports, in its own order, and what it exports: one of KINDS for each name."""

    imports: tuple[Import, ...]
    exports: dict[str, str]


def interface(path: Path) -> Interface:
    """Read a module's interface. Raises NotWasm, naming the file."""
    try:
        return _interface(path.read_bytes())
    except (NotWasm, IndexError, UnicodeDecodeError) as failure:
        raise NotWasm(f"{path} is no WebAssembly module: {failure}") from None


def _interface(content: bytes) -> Interface:
    imports: tuple[Import, ...] = ()
    exports: dict[str, str] = {}
    for section, body in _sections(content):
        if section == IMPORT_SECTION:
            imports = tuple(body.one_import() for _ in range(body.unsigned()))
        elif section == EXPORT_SECTION:
            exports = dict(body.one_export() for _ in range(body.unsigned()))
    return Interface(imports, exports)


def _sections(content: bytes) -> Iterator[tuple[int, _Reader]]:
    if content[: len(MAGIC)] != MAGIC:
        raise NotWasm("it does not begin with the magic number and version 1")
    reader = _Reader(content, len(MAGIC))
    while reader.at < len(content):
        section = reader.byte()
        end = reader.unsigned() + reader.at
        if end > len(content):
            raise NotWasm("a section is longer than the file")
        yield section, _Reader(content, reader.at)
        reader.at = end


class _Reader:
    """A place in the bytes of a module."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content = content
        self.at = at

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def unsigned(self) -> int:
        """An integer in LEB128 (section 5.2.2)."""
        value = shift = 0
        while (part := self.byte()) & 0x80:
            value |= (part & 0x7F) << shift
            shift += 7
        return value | part << shift

    def name(self) -> str:
        length = self.unsigned()
        self.at += length
        return self.content[self.at - length : self.at].decode()

    def kind(self) -> str:
        return KINDS[self.byte()]

    def one_import(self) -> Import:
        found = Import(self.name(), self.name(), self.kind())
        self._skip_type(found.kind)
        return found

    def one_export(self) -> tuple[str, str]:
        name, kind = self.name(), self.kind()
        self.unsigned()  # its index
        return name, kind

    def _skip_type(self, kind: str) -> None:
        """Step over the type of an import (section 5.3)."""
        if kind == "func":
            self.unsigned()
        elif kind == "table":
            self._skip_value_type()
            self._skip_limits()
        elif kind == "memory":
            self._skip_limits()
        elif kind == "global":
            self._skip_value_type()
            self.byte()  # whether it can change
        else:
            self.byte()  # a tag's attribute, always 0
            self.unsigned()

    def _skip_value_type(self) -> None:
        """Step over a number or reference type; a typed reference (0x63, 0x64) names a heap type as well."""
        if self.byte() in (0x63, 0x64):
            self.unsigned()

    def _skip_limits(self) -> None:
        """Step over a smallest size and, where bit 0 of the flags says so, a largest."""
        has_maximum = self.byte() & 1
        self.unsigned()
        if has_maximum:
            self.unsigned()
