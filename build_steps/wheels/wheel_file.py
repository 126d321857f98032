"""Writes wheels: not compressed, so that a server's brotli sees the whole, and the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_steps import stamp


@dataclass(frozen=True)
class Metadata:
    """What a wheel says of itself (core metadata 2.4; binary distribution format 1.0)."""

    name: str
    version: str
    tag: str
    summary: str
    requires_python: str
    license: str | None
    """Its SPDX expression; none for what is part of the project alone."""
    license_files: Mapping[str, bytes]

    @property
    def stem(self) -> str:
        """How the names of the wheel and of its dist-info folder begin."""
        return f"{self.name.replace('-', '_')}-{self.version}"


def write(folder: Path, metadata: Metadata, content: Mapping[str, bytes]) -> Path:
    """Write a wheel with the content given, by its path in the wheel; returns the wheel's path."""
    dist_info = f"{metadata.stem}.dist-info"
    described = {f"{dist_info}/{name}": text for name, text in _dist_info(metadata).items()}
    files = dict(sorted(content.items())) | dict(sorted(described.items()))
    record = f"{dist_info}/RECORD"
    files[record] = _record(files, record)
    wheel = folder / f"{metadata.stem}-{metadata.tag}.whl"
    fresh = wheel.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, stamp.EPOCH)
            entry.create_system = 3  # Unix, whatever this machine is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    fresh.replace(wheel)
    return wheel


def _dist_info(metadata: Metadata) -> dict[str, bytes]:
    core = [
        "Metadata-Version: 2.4",
        f"Name: {metadata.name}",
        f"Version: {metadata.version}",
        f"Summary: {metadata.summary}",
        *([f"License-Expression: {metadata.license}"] if metadata.license else []),
        *(f"License-File: {name}" for name in metadata.license_files),
        f"Requires-Python: {metadata.requires_python}",
    ]
    wheel = [
        "Wheel-Version: 1.0",
        "Generator: harmony-portal",
        f"Root-Is-Purelib: {str(metadata.tag.endswith('-any')).lower()}",
        f"Tag: {metadata.tag}",
    ]
    texts = {"METADATA": _lines(core), "WHEEL": _lines(wheel)}
    return texts | {f"licenses/{name}": text for name, text in metadata.license_files.items()}


def _record(files: Mapping[str, bytes], own_name: str) -> bytes:
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    return _lines([*rows, f"{own_name},,"])


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _lines(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
