"""A shim for `_pyodide.docstring`: the methods of JavaScript's objects go without docstrings."""

from __future__ import annotations


def dedent_docstring(docstring: str | None) -> str:
    """The text as it is."""
    return docstring or ""


def get_cmeth_docstring(_: object) -> str:
    """No text."""
    return ""
