"""A schema (JSON Schema 2020-12, as far as the server uses it) as an expression of some language's types."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from build_steps.api_types.description import REFERENCE, Schema


@dataclass(frozen=True)
class Language:
    """How a language writes types."""

    plain: dict[str, str]
    """string, integer, number, boolean, null; and "" for anything."""
    values: Callable[[list[str]], str]
    """One of some literal values, given as JSON."""
    listed: Callable[[str], str]
    row: Callable[[list[str]], str]
    """A list of so many, each of its own type."""
    table: Callable[[str], str]
    """By text."""


def expression(schema: Schema, language: Language) -> str:
    """The type of what a schema describes."""
    if reference := schema.get("$ref"):
        return str(reference).removeprefix(REFERENCE)
    if alternatives := schema.get("anyOf"):
        return " | ".join(dict.fromkeys(expression(each, language) for each in alternatives))
    if values := [schema["const"]] if "const" in schema else schema.get("enum"):
        return language.values([json.dumps(each) for each in values])
    if schema.get("type") == "array":
        return _array(schema, language)
    if schema.get("type") == "object":
        return language.table(_values(schema, language))
    return language.plain[schema.get("type", "")]


def _values(schema: Schema, language: Language) -> str:
    """What an object holds under keys that the schema does not name, or describes by a pattern."""
    inner = schema.get("additionalProperties")
    schemas = [*schema.get("patternProperties", {}).values(), *([inner] if isinstance(inner, dict) else [])]
    return " | ".join(dict.fromkeys(expression(each, language) for each in schemas or [{}]))


def _array(schema: Schema, language: Language) -> str:
    if places := schema.get("prefixItems"):
        return language.row([expression(each, language) for each in places])
    return language.listed(expression(schema.get("items", {}), language))
