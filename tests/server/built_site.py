"""A small built site, and a browser before a server that serves it."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from starlette.testclient import TestClient

from tests.district import District

PAGE = b"<!doctype html><title>Harmony</title>" + b"<p>door</p>" * 50
POLICY = "default-src 'none'; script-src 'self'"
HEADERS = f"""\
# every path
/*
  Content-Security-Policy: {POLICY}
  Referrer-Policy: no-referrer

/assets/*
  Cache-Control: public, max-age=31536000, immutable
/index.html
  Cache-Control: no-cache
/
  Cache-Control: no-cache
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small built site beside a file that is none of it."""
    site = tmp_path / "dist"
    for name, content in {
        "_headers": HEADERS.encode(),
        "index.html": PAGE,
        "es/index.html": PAGE + b"es",
        "404.html": PAGE + b"nowhere",
        "es/404.html": PAGE + b"en ninguna parte",
        "assets/boot-1a2b.mjs": b"export const door = 1;\n" * 40,
        "assets/py.wasm": b"\0asm",
        "assets/only.br": b"no original beside it",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    for name in ("index.html", "404.html", "assets/boot-1a2b.mjs"):
        content = (site / name).read_bytes()
        (site / f"{name}.br").write_bytes(brotli.compress(content))
        (site / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    return site


@pytest.fixture
def browser(district: District, folder: Path) -> TestClient:
    """A browser before a server that serves the site too."""
    return district.client(site=folder)
