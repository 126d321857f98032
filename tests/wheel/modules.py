"""WebAssembly modules written by hand (core specification, section 5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from build_steps.decoder import wasm_interface

A_FUNCTION = b"\x00\x00"
A_GLOBAL = b"\x03\x7f\x01"


def module(imports: Sequence[bytes] = (), exports: Sequence[bytes] = ()) -> bytes:
    """A module with a custom section, these imports and these exports."""
    custom = _section(0, _name("dylink.0") + bytes(300))
    return (
        wasm_interface.MAGIC
        + custom
        + _section(wasm_interface.IMPORT_SECTION, _vector(imports))
        + _section(wasm_interface.EXPORT_SECTION, _vector(exports))
    )


def imported(source: str, name: str, types: bytes = A_FUNCTION) -> bytes:
    """An import: its two names, its kind and its type."""
    return _name(source) + _name(name) + types


def exported(name: str, kind: str) -> bytes:
    """An export of index 0."""
    return _name(name) + bytes([wasm_interface.KINDS.index(kind), 0])


def _section(number: int, body: bytes) -> bytes:
    return bytes([number]) + _unsigned(len(body)) + body


def _vector(items: Sequence[bytes]) -> bytes:
    return _unsigned(len(items)) + b"".join(items)


def _name(text: str) -> bytes:
    return _unsigned(len(text.encode())) + text.encode()


def _unsigned(value: int) -> bytes:
    if value < 0x80:
        return bytes([value])
    return bytes([value & 0x7F | 0x80]) + _unsigned(value >> 7)
