"""Runs inside Pyodide: compiles what a page's Python imports, by the very interpreter that will run it.

Reads /job/job.json, which is library/contents.py as JSON, and writes every module of Python code that
importing the roots brings along, as `.pyc` by its path: the standard library's to /out, that of wheels to
/wheels_out. What of the library only the modules of `later` need goes to /later, but for `never`. Modules
frozen into the interpreter go to /frozen, by the name they are frozen under; those that nothing imports are
left out.

Docstrings and asserts are left out, and so are the columns of instructions; which line they are from is
kept for `own` packages alone, as these are whose tracebacks somebody will read. Local variables get short
names (local_names.py).
"""

import _imp
import ast
import importlib
import json
import marshal
import re
import sys
import zipimport
from collections.abc import Collection, Iterable
from importlib.machinery import FrozenImporter, PathFinder
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, cast

sys.path.append("/build")
# beside this file, whose package is the build's
tree_shaking: Any = importlib.import_module("tree_shaking")
local_names: Any = importlib.import_module("local_names")

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
UNCHECKED_HASH = bytes([1, *bytes(11)])
"""The flags of a `.pyc` that is taken as it is, never compared with a source (PEP 552), and an empty hash."""
NO_COLUMNS = 13
"""The kind of an entry in a line table that tells the line of up to 8 code units, and no columns."""


def main() -> None:
    """Do the job."""
    job = json.loads(Path("/job/job.json").read_text())
    first = import_all(job)
    problems = []
    for name, module in sorted(sys.modules.items()):
        if is_in_library(module) and (place := place_of(module, name, first, job)):
            try:
                write(module, name, place, job)
            except tree_shaking.NeededAtImport as needed:
                problems.append(f"{name} needs {needed} while it is imported")
    for package in job["whole"]:
        write_whole(package, job)
    if problems:
        raise RuntimeError("\n".join(problems))
    for name in getattr(_imp, "_frozen_module_names")():  # noqa: B009  private
        if is_frozen(sys.modules.get(name)) and not tree_shaking.is_among(name, job["excluded"]):
            write_frozen(name)


def import_all(job: dict[str, Any]) -> frozenset[str]:
    """Import the roots, then what is for later; gives the modules that are there after the first."""
    for name in job["stand_ins"]:
        sys.modules[name] = StandIn(name)
    for name in job["roots"]:
        importlib.import_module(name)
    first = frozenset(sys.modules)
    for name in job["later"]:
        importlib.import_module(name)
    return first


class StandIn(ModuleType):
    """A module that only a page has: whatever is imported from it is there."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def is_in_library(module: ModuleType) -> bool:
    """Whether a module is Python of the library or of a wheel; one frozen into the interpreter is not."""
    origin = getattr(module, "__file__", None) or ""
    return origin.endswith(".py") and not origin.startswith("/build/") and not is_frozen(module)


def place_of(module: ModuleType, name: str, first: Collection[str], job: dict[str, Any]) -> str | None:
    """The folder a module goes to, if it goes anywhere."""
    if tree_shaking.is_among(name, job["absent"]):
        return None
    is_of_a_wheel = not (module.__file__ or "").startswith(LIBRARY)
    if name in first and not tree_shaking.is_among(name, job["excluded"]):
        return "/wheels_out" if is_of_a_wheel else "/out"
    wanted = job["later"] and not is_of_a_wheel and not tree_shaking.is_among(name, job["never"])
    return "/later" if wanted else None


def is_frozen(module: ModuleType | None) -> bool:
    """Whether a module is there, and comes frozen in the interpreter."""
    return getattr(getattr(module, "__spec__", None), "loader", None) is FrozenImporter


def write(module: ModuleType, name: str, place: str, job: dict[str, Any]) -> None:
    """Compile a module into the folder of its library. Raises tree_shaking.NeededAtImport."""
    is_package = hasattr(module, "__path__")
    path = name.replace(".", "/") + ("/__init__" if is_package else "")
    source = job["shims"].get(name) or getattr(module.__spec__, "loader").get_source(name)  # noqa: B009
    write_source(source, path, place, job)


def write_whole(name: str, job: dict[str, Any]) -> None:
    """Compile every module of a wheel's package, none of which can be imported here."""
    spec = PathFinder.find_spec(name)
    if spec is None or not spec.origin:
        raise ModuleNotFoundError(name)
    home = Path(spec.origin).parent
    for path in sorted(home.rglob("*.py")):
        inside = path.relative_to(home.parent).with_suffix("")
        write_source(path.read_text("utf-8"), inside.as_posix(), "/wheels_out", job)


def write_source(source: str, path: str, place: str, job: dict[str, Any]) -> None:
    """Compile the source of a module, `path` without its ending. Raises tree_shaking.NeededAtImport."""
    package = path.rpartition("/")[0].replace("/", ".")
    excluded = job["never"] if place == "/later" else job["excluded"]
    code = compiled(source, f"{LIBRARY}/{path}.py", package, excluded)
    out = Path(place, f"{path}.pyc")
    out.parent.mkdir(parents=True, exist_ok=True)
    stripped = without_columns(code, lines=path.split("/", maxsplit=1)[0] in job["own"])
    out.write_bytes(MAGIC_NUMBER + UNCHECKED_HASH + marshal.dumps(stripped))


def write_frozen(name: str) -> None:
    """Compile a frozen module from its source in the library; it may import whatever it does."""
    file = _imp.get_frozen_object(name).co_filename
    (original,) = re.findall(r"<frozen (.+)>", file)
    source = zipimport.zipimporter(LIBRARY).get_data(original.replace(".", "/") + ".py").decode()
    code = compiled(source, file, original.rpartition(".")[0], ())
    Path("/frozen", name).write_bytes(marshal.dumps(without_columns(code, lines=False)))


def compiled(source: str, file: str, package: str, excluded: Collection[str]) -> CodeType:
    """The code of a module, shaken; `package` is what its relative imports start from."""
    tree = tree_shaking.shake(ast.parse(source), package, excluded)
    code = compile(tree, file, "exec", dont_inherit=True, optimize=2)
    return cast("CodeType", local_names.shortened(code))


def without_columns(code: CodeType, *, lines: bool) -> CodeType:
    """The code with a small line table: with its lines, or with its first line for all of it."""
    constants = tuple(
        without_columns(one, lines=lines) if isinstance(one, CodeType) else one for one in code.co_consts
    )
    first = code.co_firstlineno
    table = line_table(code.co_lines() if lines else [(0, len(code.co_code), first)], first)
    return code.replace(co_consts=constants, co_linetable=table)


def line_table(spans: Iterable[tuple[int, int, int | None]], line: int) -> bytes:
    """A line table (CPython's InternalDocs/code_objects.md) from (start, end, line) in bytes of code."""
    table = bytearray()
    for start, end, at in spans:
        delta = (at if at is not None else line) - line
        line += delta
        units = (end - start) // 2
        while units > 0:
            entry = min(units, 8)
            table.append(0x80 | NO_COLUMNS << 3 | entry - 1)
            table += signed(delta)
            delta = 0
            units -= entry
    return bytes(table)


def signed(value: int) -> bytes:
    """A number as line tables write it: six bits a byte, the sign in the lowest bit."""
    value = -value << 1 | 1 if value < 0 else value << 1
    out = bytearray()
    while value >= 64:
        out.append(0x40 | value & 63)
        value >>= 6
    out.append(value)
    return bytes(out)


main()
