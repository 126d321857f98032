"""The decoder's two bindings, of JavaScript and of Python: what both have to know is the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp as reader

from build_steps import decoder
from build_steps.paths import WEB, WHEELS
from harmony.scan import detection
from tests.decoder.conftest import RunDecoder

zxingcpp: Any = reader  # PyPI's stub knows no formats that are numbers
PYTHON = WHEELS / "zxing_cpp" / "zxingcpp"


def test_both_read_with_the_same_options(
    run_decoder: RunDecoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page's binding asks of the library is what the domain asks of zxingcpp, wherever that runs."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr(reader, "read_barcodes", lambda _, **options: asked.update(options) or [])
    assert detection.codes(None) == []
    formats = asked.pop("formats")
    expected = {name.title().replace("_", ""): int(value) for name, value in asked.items()}
    assert run_decoder("options", tmp_path) == {
        **expected,
        "Formats": [int(formats)],
        "ImageFormat": zxingcpp.ImageFormat.Lum.value,
    }


def test_neither_calls_what_is_not_exported() -> None:
    """Types and calls name exports of the recipe alone, in JavaScript and in Python."""
    exports = set(decoder.read_recipe()["exports"]["names"])
    types = (WEB / "scan" / "types.d.ts").read_text("utf-8")
    block = types[types.index("interface DecoderExports") :].partition("\n}")[0]
    declared = set(re.findall(r"^  (\w+)\(", block, re.MULTILINE))
    source = (PYTHON / "_capi.py").read_text("utf-8")
    called = set(re.findall(r"\.(ZXing_\w+)\(", source))
    assert len(declared) > 20
    assert len(called) > 20
    assert declared | called <= exports


def test_both_hold_pictures_of_the_same_size() -> None:
    """The largest piece of memory that is asked for, above which sizes would wrap around."""
    sources = WEB / "scan" / "decoder.mjs", PYTHON / "_decoder.py"
    limits = [re.findall(r"MAX_BYTES = (.*?);?\n", source.read_text("utf-8")) for source in sources]
    assert [[limit.replace(" ", "") for limit in each] for each in limits] == [["2**30"], ["2**30"]]
