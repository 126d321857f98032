"""Brotli and gzip beside every file that gains by them, so that any static host can send them."""

from __future__ import annotations

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from build_steps.paths import CACHE
from build_steps.progress import step

MIN_BYTES = 512
"""Size under which compression saves nothing worth a second file."""
NOT_COMPRESSED = (".br", ".gz", ".png", ".jpg")


def compress(root: Path) -> None:
    """Write FILE.br and FILE.gz beside every file below `root` that has none; cached by content."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and _is_compressible(path)]
    with step("Compressing the site") as current, ThreadPoolExecutor() as pool:
        for path, _ in zip(files, pool.map(_compress_one, files), strict=True):
            current.say(path.name)


def _is_compressible(path: Path) -> bool:
    """Whether a file is worth compressing and has not been compressed yet."""
    if path.suffix in NOT_COMPRESSED or path.name == "_headers" or path.stat().st_size < MIN_BYTES:
        return False
    return not path.with_name(f"{path.name}.br").exists()


def _compress_one(path: Path) -> None:
    content = path.read_bytes()
    key = hashlib.sha256(content).hexdigest()
    for suffix, method in ((".br", _brotli), (".gz", _gzip)):
        kept = CACHE / "compressed" / f"{key}{suffix}"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(f"{suffix}.new")
            fresh.write_bytes(method(content))
            fresh.replace(kept)
        packed = kept.read_bytes()
        if len(packed) < len(content):
            path.with_name(path.name + suffix).write_bytes(packed)


def transfer_size(path: Path) -> int:
    """Bytes of a file as they travel to a browser that takes brotli."""
    packed = path.with_name(f"{path.name}.br")
    return (packed if packed.exists() else path).stat().st_size


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=11, lgwin=24)
    return packed


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
