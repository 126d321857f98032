"""The threat model, what is promised of reliability, and the tests hold each other to their word."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_steps import testing

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
PROMISES = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NUMBER = re.compile(r"\b[TR]-\d\d\b")
ROW = re.compile(r"\| [TR]-\d\d \|")
HEADINGS = ["What we protect", "From whom", "Threats", "What we do not protect against"]


def promised() -> dict[str, set[str]]:
    """Each threat and promise of the pages' tables, with the test files its row names."""
    rows = [line.split("|") for line in (PAGE + PROMISES).splitlines() if ROW.match(line)]
    return {cells[1].strip(): set(re.findall(r"`([^`]+\.(?:py|mjs))`", cells[4])) for cells in rows}


def sentences() -> Iterator[tuple[Path, str]]:
    """What each test says it shows: a docstring in Python, its name in a test beside a script."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path, ast.get_docstring(node) or ""
    for path in testing.scripts():
        for name in re.findall(r"\btest\(\s*[\"`](.+?)[\"`],", path.read_text("utf-8")):
            yield path, name


def kept() -> dict[str, set[str]]:
    """Each threat and promise that a test's sentence names, with the files of those tests."""
    files = defaultdict(set)
    for path, sentence in sentences():
        for number in NUMBER.findall(sentence):
            files[number].add(path.relative_to(ROOT).as_posix())
    return dict(files)


def test_the_page_has_its_four_parts() -> None:
    """What, from whom, how, and what not: in this order."""
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("page", [PAGE, PROMISES])
def test_rows_are_numbered_once_and_in_order(page: str) -> None:
    """A number names one threat, or one promise, for good."""
    numbers = [line.split("|")[1].strip() for line in page.splitlines() if ROW.match(line)]
    assert numbers == sorted(set(numbers))


def test_every_row_is_tested_where_the_page_says() -> None:
    """Each has tests, in exactly the files its row names, and no test names another."""
    assert kept() == promised()
