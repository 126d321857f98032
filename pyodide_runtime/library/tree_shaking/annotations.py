"""What is only there for people and type checkers goes."""

from __future__ import annotations

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef


def drop_annotations(tree: ast.Module) -> None:
    """Drop annotations of functions and what is only for type checkers."""
    _Untyped().visit(tree)


class _Untyped(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._bare(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._bare(node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        name = node.test.attr if isinstance(node.test, ast.Attribute) else getattr(node.test, "id", None)
        return (node.orelse or ast.Pass()) if name == "TYPE_CHECKING" else node

    def _bare(self, node: Function) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        every = node.args
        for one in [*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg]:
            if one is not None:
                one.annotation = None
        return node
