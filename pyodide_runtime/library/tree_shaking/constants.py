"""Values of excluded modules, inlined where they are named while a module is imported."""

from __future__ import annotations

import ast
import importlib


def inline_constants(tree: ast.Module, deferred: dict[str, ast.stmt]) -> None:
    """Inline the values of numbers and texts that are named outside of functions, in defaults above all.

    `deferred` are the imports by the names they bind.
    """
    _Constants(deferred).visit(tree)


class _Constants(ast.NodeTransformer):
    def __init__(self, deferred: dict[str, ast.stmt]) -> None:
        self._deferred = deferred

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.visit(node.args)
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        self.visit(node.args)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        path = ast.unparse(node).split(".")
        statement = self._deferred.get(path[0])
        if isinstance(statement, ast.Import | ast.ImportFrom):
            value = _value(statement, path)
            if _is_plain(value):
                return ast.copy_location(ast.parse(_as_source(value), mode="eval").body, node)
        return self.generic_visit(node)


def _value(statement: ast.Import | ast.ImportFrom, path: list[str]) -> object:
    """What a dotted name stands for whose first part this import binds; None if it has no such attribute."""
    (alias,) = statement.names
    if isinstance(statement, ast.ImportFrom):
        if statement.level:
            return None
        value: object = getattr(importlib.import_module(statement.module or ""), alias.name)
        rest = path[1:]
    else:
        value = importlib.import_module(alias.name)
        rest = path[1 if alias.asname else len(alias.name.split(".")) :]
    for part in rest:
        value = getattr(value, part, None)
    return value


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(one, int | str) for one in [*value, *value.values()])
    return isinstance(value, int | str)


def _as_source(value: object) -> str:
    """A number, a text or a table of these as an expression; members of enumerations as what they equal."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_source(key)}: {_as_source(one)}" for key, one in value.items()) + "}"
    return repr(int(value)) if isinstance(value, int) else repr(str(value))
