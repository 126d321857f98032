"""The pages speak of the tree as it is: links lead somewhere, and every file, folder and module is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.test_tree import ROOT, committed_files

NAMES = {path.relative_to(ROOT).as_posix() for path in committed_files()}
FOLDERS = {folder.as_posix() for name in NAMES for folder in Path(name).parents}
PAGES = sorted(name for name in NAMES if name.endswith(".md") and "/fixtures/" not in name)
MADE = ("dist/", "data/", ".cache/", ".venv/", "node_modules/")
"""What the project makes and git ignores."""
SUFFIXES = (".py", ".mjs", ".c", ".h", ".cpp", ".css", ".html", ".md")
PACKAGES = {
    **dict.fromkeys(("benchmarks", "build_steps", "pyodide_runtime", "simcam"), ""),
    **dict.fromkeys(("harmony", "harmony_art", "harmony_browser", "harmony_print"), "py"),
    "harmony_server": "server_stub",
}
"""Every Python package, and the folder that it stands in."""
MODULE = re.compile(rf"\b((?:{'|'.join(PACKAGES)})(?:\.[a-z_]+)+)\b")


def prose(name: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def looks_like_a_path(said: str) -> bool:
    """Whether words in backticks name a file or folder of ours, and not an address, an option or a value."""
    if not re.fullmatch(r"[\w.*/-]+", said) or said.startswith(("/", "./", *MADE)):
        return False
    top, _, _ = said.removeprefix("../").partition("/")
    return said.endswith(SUFFIXES) or ("/" in said.rstrip("/") and top in FOLDERS)


def is_there(said: str, page: str) -> bool:
    """Whether a page names a path of the tree, from its top, from the page's folder, or by its end."""
    said = said.rstrip("/")
    if "*" in said:
        return any(Path(name).match(said.removeprefix("../")) for name in NAMES)
    beside = (ROOT / page).parent.joinpath(said).resolve()
    from_page = beside.relative_to(ROOT).as_posix() if beside.is_relative_to(ROOT) else ""
    return from_page in NAMES | FOLDERS or any(f"/{name}".endswith(f"/{said}") for name in NAMES | FOLDERS)


def is_module(said: str) -> bool:
    """Whether dotted names are a module, or all but the last of them."""
    top, *rest = said.split(".")
    for parts in (rest, rest[:-1]):
        path = "/".join(part for part in (PACKAGES[top], top, *parts) if part)
        if path in FOLDERS or f"{path}.py" in NAMES:
            return True
    return False


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    """Relative links, pictures too."""
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", prose(page))]
    local = [link for link in links if link and not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_folder_that_is_named_exists(page: str) -> None:
    """What stands in backticks and looks like a path of the tree is one."""
    said = {each for each in re.findall(r"`([^`\n]+)`", prose(page)) if looks_like_a_path(each)}
    assert sorted(each for each in said if not is_there(each, page)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_module_that_is_named_exists(page: str) -> None:
    """What is written as `harmony.badge.token` is a module, or stands right in one."""
    said = {each for each in MODULE.findall(prose(page)) if not each.endswith((".py", ".toml", ".md"))}
    assert sorted(each for each in said if not is_module(each)) == []


def test_the_architecture_names_every_room() -> None:
    """The page on the architecture has a line for each folder that holds code."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    code = [Path(name) for name in NAMES if name.endswith((".py", ".mjs", ".c", ".html"))]
    split = ("py", "web", "server_stub")
    rooms = {path.parts[0] for path in code if len(path.parts) > 1} - set(split)
    rooms |= {"/".join(path.parts[:2]) for path in code if path.parts[0] in split and len(path.parts) > 2}
    assert sorted(room for room in rooms if f"`{room}/`" not in page) == []
    server = ROOT / "server_stub" / "harmony_server"
    inside = {path.parent.name for path in server.glob("*/__init__.py")}
    assert sorted(room for room in inside if f"`{room}`" not in page) == []
