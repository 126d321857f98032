"""Shakes modules of Python out of a module before it is compiled: the same code, needing fewer others.

- An import of an excluded module is deferred: it moves into the functions that use it, so that only calling
  them needs it: a ModuleNotFoundError that says which. A variable made of such a module moves along.
- Where a number or a text of such a module is named outside of functions, its value is inlined.
- A star import of such a module goes, and its part of `__all__`.
- Annotations of functions go: nothing in the library reads them when the portal runs.
- Blocks under `if TYPE_CHECKING` go.

It runs inside Pyodide, beside compile_library.py, and so imports nothing of the build around it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from .annotations import drop_annotations
from .constants import inline_constants
from .imports import (
    NeededAtImport,
    defer_variables,
    drop_star_names,
    insert_imports,
    is_among,
    remove_imports,
)

__all__ = ["NeededAtImport", "is_among", "shake"]


def shake(tree: ast.Module, package: str, excluded: Collection[str]) -> ast.Module:
    """Shake excluded modules out of one, in place. `package` is what its relative imports start from.

    Raises NeededAtImport, naming what a module uses of those excluded while it is imported.
    """
    drop_annotations(tree)
    deferred, stars = remove_imports(tree, package, excluded)
    if stars:
        drop_star_names(tree, stars)
    if deferred:
        inline_constants(tree, deferred)
        defer_variables(tree, deferred)
        insert_imports(tree, deferred)
    return ast.fix_missing_locations(tree)
