"""Makes a module of Python thinner before it is compiled: the same code, needing fewer modules.

- An import of a module that is left out of the library moves into the functions that use it, so that only
  calling them needs it: a ModuleNotFoundError that says which. A variable made of such a module moves along.
- Where a number or a text of such a module is named outside of functions, its value is written there.
- A star import of such a module goes, and its part of `__all__`.
- Annotations of functions go: nothing in the library reads them when the portal runs.
- Blocks under `if TYPE_CHECKING` go.

It runs inside Pyodide, beside compile_library.py, and so imports nothing of the build around it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from .annotations import drop_annotations
from .constants import write_values
from .imports import NeededAtOnce, bring_in, drop_parts, is_among, take_out, take_variables

__all__ = ["NeededAtOnce", "is_among", "thin"]


def thin(tree: ast.Module, package: str, left_out: Collection[str]) -> ast.Module:
    """Make a module thinner, in place. `package` is what its relative imports start from.

    Raises NeededAtOnce, naming what a module uses of those left out while it is imported.
    """
    drop_annotations(tree)
    waiting, stars = take_out(tree, package, left_out)
    if stars:
        drop_parts(tree, stars)
    if waiting:
        write_values(tree, waiting)
        take_variables(tree, waiting)
        bring_in(tree, waiting)
    return ast.fix_missing_locations(tree)
