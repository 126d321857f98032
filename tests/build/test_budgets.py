"""What the site may weigh, and that its own report on that is true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_steps.site import report

USABLE = 30_000
"""Bytes of brotli until the form, the phone's link and the help work."""
SCANNER_READY = {"split": 1_600_000, "slim": 3_500_000, "stock": 5_800_000}
"""Bytes of brotli until Python looks at frames. Only `split` is a goal; the others are kept from growing."""


CONSOLE_PYTHON = 3_500_000
"""Bytes of brotli until the console's Python runs; 3 050 149 as this is written."""

ROSTER_READER = 50_000
"""Bytes of brotli of what reads a roster in the console, once somebody chose one."""


@pytest.fixture(scope="module")
def weighed(dist: Path) -> Any:
    """The build's report."""
    return json.loads((dist / report.NAME).read_text("utf-8"))


def size(dist: Path, name: str) -> int:
    """Bytes of a file as it travels to a browser of today."""
    packed = dist / f"{name}.br"
    return (packed if packed.exists() else dist / name).stat().st_size


def loaded_by(dist: Path, page: str) -> list[str]:
    """A page and all it loads by address, as its HTML says."""
    text = (dist / page).read_text("utf-8")
    tags = re.findall(r"<(?:link|script|img)[^>]+(?:href|src)=\"/([^\"]+)\"", text)
    return [page, *tags]


def test_the_page_is_usable_within_its_budget(weighed: Any) -> None:
    """Page, style, script and drawings that the form and the phone's link need are under 30 KB."""
    assert weighed["milestones"]["usable"]["brotli"] <= USABLE


@pytest.mark.parametrize("page", ["index.html", "es/index.html"])
def test_both_languages_keep_the_budget(dist: Path, weighed: Any, page: str) -> None:
    """What a page's own HTML asks for is under the budget, and for the first language is what is reported."""
    names = loaded_by(dist, page)
    assert len(names) == 4
    total = sum(size(dist, name) for name in names)
    assert total <= USABLE
    if page == "index.html":
        assert total == weighed["milestones"]["usable"]["brotli"]


def test_the_scanner_is_ready_within_its_budget(weighed: Any) -> None:
    """All that comes until Python looks at frames keeps the budget of the runtime that was built."""
    assert weighed["milestones"]["scanner_ready"]["brotli"] <= SCANNER_READY[weighed["runtime"]]


def test_the_consoles_python_keeps_its_budget(weighed: Any) -> None:
    """Page, scripts, PyScript and its runtime are under 3.5 MB; all that micropip needs comes later."""
    assert weighed["milestones"]["console_python"]["brotli"] <= CONSOLE_PYTHON


def test_the_rosters_reader_keeps_its_budget(dist: Path, weighed: Any) -> None:
    """It comes once somebody chose a file, and is nothing that they would wait for."""
    (wheel,) = (each for each in weighed["files"] if each["path"].startswith("wheels/harmony_preview-"))
    assert wheel["brotli"] <= ROSTER_READER


def test_the_report_holds_every_file(dist: Path, weighed: Any) -> None:
    """Each file of the site is in the report with its sizes; packed forms are no files of their own."""
    reported = {entry["path"]: entry for entry in weighed["files"]}
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    packed = {name for name in there if name.endswith((".br", ".gz")) and name[:-3] in there}
    assert set(reported) == there - packed - {report.NAME}
    for name, entry in reported.items():
        assert entry["raw"] == (dist / name).stat().st_size
        assert entry["brotli"] == size(dist, name)
        assert entry["purpose"]


def test_what_has_no_purpose_is_not_published(tmp_path: Path) -> None:
    """A file that nobody named a purpose for ends the build."""
    (tmp_path / "notes.txt").write_text("Dear all")
    with pytest.raises(SystemExit, match=r"notes\.txt has no purpose"):
        report.text(tmp_path, purposes={}, runtime="stock", milestones={})
