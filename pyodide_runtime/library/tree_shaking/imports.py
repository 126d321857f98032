"""Imports of excluded modules move from a module's top into the functions that use them."""

from __future__ import annotations

import ast
from collections.abc import Collection

from .annotations import Function


class NeededAtImport(Exception):
    """A module uses, while it is imported, one that is excluded."""


def remove_imports(
    tree: ast.Module, package: str, excluded: Collection[str]
) -> tuple[dict[str, ast.stmt], set[str]]:
    """Take the imports of excluded modules out of a module's top level.

    Returns what binds each name that they bound, and the last names of modules imported by star.
    """
    deferred: dict[str, ast.stmt] = {}
    stars: set[str] = set()
    for block in _top_blocks(tree):
        for place, statement in enumerate(block):
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                continue
            kept = []
            for alias in statement.names:
                name = _imported(statement, alias, package)
                if not is_among(name, excluded):
                    kept.append(alias)
                elif alias.name == "*":
                    stars.add(name.rsplit(".", 1)[-1])
                else:
                    deferred[alias.asname or alias.name.split(".")[0]] = _with(statement, [alias])
            block[place] = _with(statement, kept) if kept else ast.Pass()
    return deferred, stars


def _top_blocks(tree: ast.Module) -> list[list[ast.stmt]]:
    """The module's statements, and those in its top-level `if` and `try`."""
    blocks = [tree.body]
    for block in blocks:
        for statement in block:
            if isinstance(statement, ast.If):
                blocks += [statement.body, statement.orelse]
            elif isinstance(statement, ast.Try):
                handlers = [handler.body for handler in statement.handlers]
                blocks += [statement.body, *handlers, statement.orelse, statement.finalbody]
    return blocks


def _imported(statement: ast.Import | ast.ImportFrom, alias: ast.alias, package: str) -> str:
    """The full name of the module an import is of, or of what it takes from one."""
    if isinstance(statement, ast.Import):
        return alias.name
    base = statement.module or ""
    if statement.level:
        parents = package.split(".")
        parts = parents[: len(parents) - statement.level + 1]
        base = ".".join([*parts, base] if base else parts)
    return base if alias.name == "*" else f"{base}.{alias.name}"


def is_among(name: str, excluded: Collection[str]) -> bool:
    """Whether a module, or what is taken from one, is excluded, by itself or with a package it is in."""
    parts = name.split(".")
    return any(".".join(parts[:count]) in excluded for count in range(1, len(parts) + 1))


def _with(statement: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(statement, ast.Import):
        return ast.copy_location(ast.Import(names), statement)
    return ast.copy_location(ast.ImportFrom(statement.module, names, statement.level), statement)


def drop_star_names(tree: ast.Module, stars: set[str]) -> None:
    """Drop `module.__all__` of some modules from sums of names."""
    _WithoutParts(stars).visit(tree)


class _WithoutParts(ast.NodeTransformer):
    def __init__(self, modules: set[str]) -> None:
        self._modules = modules

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if self._is_part(node.left):
            return node.right
        return node.left if self._is_part(node.right) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return ast.copy_location(ast.Pass(), node) if self._is_part(node.value) else self.generic_visit(node)

    def _is_part(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Attribute)
            and node.attr == "__all__"
            and isinstance(node.value, ast.Name)
            and node.value.id in self._modules
        )


def defer_variables(tree: ast.Module, deferred: dict[str, ast.stmt]) -> None:
    """Take out the variables that are made of what is deferred; they are deferred, too."""
    for statement in list(tree.body):
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            (target,) = statement.targets
            if isinstance(target, ast.Name) and _names(statement.value) & deferred.keys():
                deferred[target.id] = statement
                tree.body.remove(statement)


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def insert_imports(tree: ast.Module, deferred: dict[str, ast.stmt]) -> None:
    """Put what is deferred at the beginning of the functions that use it. Raises NeededAtImport."""
    used_outside = set()
    for node in _outside_functions(tree):
        if isinstance(node, Function):
            node.body[:0] = _needed(_names(node), deferred)
        elif isinstance(node, ast.Name) and node.id in deferred:
            used_outside.add(node.id)
    if used_outside:
        raise NeededAtImport(", ".join(sorted(used_outside)))


def _needed(names: set[str], deferred: dict[str, ast.stmt]) -> list[ast.stmt]:
    """What binds these names, each behind what it needs itself."""
    found: list[ast.stmt] = []
    for name in sorted(names & deferred.keys()):
        statement = deferred[name]
        for one in [*_needed(_names(statement) - {name}, deferred), statement]:
            if one not in found:
                found.append(one)
    return found


def _outside_functions(node: ast.AST) -> list[ast.AST]:
    """Every node that is not inside a function, and the functions themselves; without annotations."""
    found = []
    for child in ast.iter_child_nodes(node):
        found.append(child)
        if isinstance(child, Function):
            for part in [*child.decorator_list, *child.args.defaults, *child.args.kw_defaults]:
                found += [part, *ast.walk(part)] if part is not None else []
        elif isinstance(child, ast.AnnAssign):
            found += [] if child.value is None else [child.value, *_outside_functions(child.value)]
        else:
            found += _outside_functions(child)
    return found
