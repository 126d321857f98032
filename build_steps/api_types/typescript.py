"""TypeScript: an interface for each answer and order, for what the scripts' JSDoc names."""

from __future__ import annotations

from collections.abc import Sequence

from build_steps.api_types.description import Api, Operation, Schema
from build_steps.api_types.shape import Language, expression


def _listed(item: str) -> str:
    return f"({item})[]" if " " in item and not item.startswith("[") else f"{item}[]"


TYPESCRIPT = Language(
    plain={
        "string": "string",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
        "null": "null",
        "": "unknown",
    },
    values=" | ".join,
    listed=_listed,
    row=lambda items: f"[{', '.join(items)}]",
    table=lambda item: f"Record<string, {item}>",
)
HEAD = "/** The answers and orders of the staff API. Written by `python3 build.py api`, not by hand. */\n"


def types(api: Api, operations: Sequence[Operation]) -> str:
    """The declarations of all that operations take and answer."""
    found = dict(api.named_in(schema for each in operations for schema in (each.answer, each.body) if schema))
    found |= {each.body["title"]: each.body for each in operations if each.body}
    return "\n".join([HEAD, *(_type(name, schema) for name, schema in sorted(found.items()))])


def _type(name: str, schema: Schema) -> str:
    if "properties" not in schema:
        return f"export type {name} = {expression(schema, TYPESCRIPT)};\n"
    lines = "".join(
        f"  {key}{'' if key in schema.get('required', ()) else '?'}: {expression(each, TYPESCRIPT)};\n"
        for key, each in schema["properties"].items()
    )
    return f"export interface {name} {{\n{lines}}}\n"
