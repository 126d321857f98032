"""Numbers and sections of WebAssembly's binary format (core specification 3.0, chapter 5)."""

from __future__ import annotations

from collections.abc import Iterable

MAGIC = b"\0asm\x01\0\0\0"


class BadModule(ValueError):
    """The bytes are no WebAssembly module, or hold something that this reader does not know."""


def unsigned(value: int) -> bytes:
    """An unsigned integer in LEB128, in as few bytes as it takes (section 5.2.2)."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value: int) -> bytes:
    """A signed integer in LEB128, in as few bytes as it takes."""
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)


def read_unsigned(content: bytes, at: int) -> tuple[int, int]:
    """The unsigned LEB128 number that begins at `at`, and where it ends."""
    value = shift = 0
    while True:
        part = content[at]
        at += 1
        value |= (part & 0x7F) << shift
        if part < 0x80:
            return value, at
        shift += 7


def read_signed(content: bytes, at: int) -> tuple[int, int]:
    """The signed LEB128 number that begins at `at`, and where it ends."""
    value = shift = 0
    while True:
        part = content[at]
        at += 1
        value |= (part & 0x7F) << shift
        shift += 7
        if part < 0x80:
            return (value - (1 << shift) if part & 0x40 else value), at


def vector(items: Iterable[bytes]) -> bytes:
    """Items behind their number."""
    found = list(items)
    return unsigned(len(found)) + b"".join(found)


def sized(content: bytes) -> bytes:
    """Bytes behind their length."""
    return unsigned(len(content)) + content


def name(text: str) -> bytes:
    """A name: UTF-8 behind its length."""
    return sized(text.encode())


def sections(content: bytes) -> list[tuple[int, bytes]]:
    """The sections of a module, in its order: number and content. Raises BadModule."""
    if content[: len(MAGIC)] != MAGIC:
        raise BadModule("it does not begin with the magic number and version 1")
    found = []
    at = len(MAGIC)
    while at < len(content):
        number = content[at]
        size, at = read_unsigned(content, at + 1)
        if at + size > len(content):
            raise BadModule("a section is longer than the file")
        found.append((number, content[at : at + size]))
        at += size
    return found


def join(parts: Iterable[tuple[int, bytes]]) -> bytes:
    """A module from its sections; empty ones, but for custom sections, are left out."""
    return MAGIC + b"".join(bytes([number]) + sized(body) for number, body in parts if body or number == 0)
