"""The digest by which the runtime checks its cold half where it cannot wait for the browser's own."""

from __future__ import annotations

import hashlib
import random

from pyodide_runtime import split
from tests.javascript import evaluate

LENGTHS = (0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 30_003)


def test_it_is_the_same_as_hashlibs() -> None:
    """At every edge of a block, and over many of them; also of bytes with the sign bit set."""
    texts = [random.Random(length).randbytes(length) for length in LENGTHS]  # noqa: S311  any bytes will do
    (source,) = [path for path in split.JOINING if path.name == "sha256.mjs"]
    listed = [text.hex() for text in texts]
    program = f"""
    {source.read_text("utf-8")}
    const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const result = {listed}.map((text) => sha256(bytes(text)));
    """
    assert evaluate(program) == [hashlib.sha256(text).hexdigest() for text in texts]
