"""Python: TypedDicts in a stub, which costs a browser nothing, and a method for each operation."""

from __future__ import annotations

import keyword
import re
import subprocess
from collections.abc import Iterator, Sequence

from build_steps.api_types.description import Api, Operation, Schema
from build_steps.api_types.shape import Language, expression
from build_steps.environment import tool
from build_steps.paths import PY

FORMS = ("Any", "Literal", "NotRequired", "TypedDict")
SPELLED = {"true": "True", "false": "False", "null": "None"}
"""Values that Python spells otherwise than JSON."""
PYTHON = Language(
    plain={
        "string": "str",
        "integer": "int",
        "number": "float",
        "boolean": "bool",
        "null": "None",
        "": "Any",
    },
    values=lambda values: f"Literal[{', '.join(SPELLED.get(each, each) for each in values)}]",
    listed=lambda item: f"list[{item}]",
    row=lambda items: f"tuple[{', '.join(items)}]",
    table=lambda item: f"dict[str, {item}]",
)
STUB_HEAD = """\
# The answers and orders of the server's API. Written by `python3 build.py api`, not by hand.
#
# A stub: only whoever checks types reads it, so that a browser carries none of it.
from typing import {names}

"""
OPERATIONS_HEAD = '''\
"""The operations of the server's API that the console asks for. Written by `python3 build.py api`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harmony_console import api_types as api

Sought = str | int | None
"""What stands in a query; empty is as if it did not."""


class Operations(ABC):
    """A method for each operation, named by its id. All raise Refused."""

    @abstractmethod
    async def ask(
        self, method: str, path: str, *, query: Mapping[str, Sought] | None = None, body: Any = None
    ) -> Any:
        """Ask the server; gives the body of its answer."""

    @abstractmethod
    async def upload(self, path: str, field: str) -> Any:
        """Send the file chosen in a field; gives the body of the answer."""
'''


def types(api: Api, operations: Sequence[Operation]) -> str:
    """The stub of all that operations take and answer."""
    found = dict(api.named_in(schema for each in operations for schema in (each.answer, each.body) if schema))
    found |= {each.body["title"]: each.body for each in operations if each.body}
    text = "\n".join(_type(name, schema) for name, schema in sorted(found.items()))
    used = ", ".join(name for name in FORMS if re.search(rf"\b{name}\b", text))
    return _formatted(STUB_HEAD.replace("{names}", used) + text, "api_types.pyi")


def _type(name: str, schema: Schema) -> str:
    if "properties" not in schema:
        return f"{name} = {expression(schema, PYTHON)}\n"
    fields = {key: _field(key, schema) for key in schema["properties"]}
    if any(map(keyword.iskeyword, fields)):
        lines = "".join(f'        "{key}": {type_},\n' for key, type_ in fields.items())
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{lines}    }},\n)\n'
    return f"class {name}(TypedDict):\n" + "".join(f"    {key}: {type_}\n" for key, type_ in fields.items())


def _field(key: str, schema: Schema) -> str:
    type_ = expression(schema["properties"][key], PYTHON)
    return type_ if key in schema.get("required", ()) else f"NotRequired[{type_}]"


def operations(found: Sequence[Operation]) -> str:
    """The module of the methods."""
    return _formatted(OPERATIONS_HEAD + "".join(f"\n{_method(each)}" for each in found), "operations.py")


def _formatted(text: str, name: str) -> str:
    command = [str(tool("ruff")), "format", "--stdin-filename", str(PY / "harmony_console" / name), "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout


def _method(operation: Operation) -> str:
    takes, asks = ", ".join(["self", *_arguments(operation)]), f"await self.{_asked(operation)}"
    answer = f"api.{expression(operation.answer, PYTHON)}" if operation.answer else "None"
    does = f"answer: {answer} = {asks}\n        return answer" if operation.answer else asks
    head = f"    async def {operation.id}({takes}) -> {answer}:"
    return f'{head}\n        """{operation.summary}."""\n        {does}\n'


def _arguments(operation: Operation) -> Iterator[str]:
    yield from (f"{name}: str" for name in re.findall(r"{(\w+)}", operation.path))
    if operation.body:
        yield f"body: api.{operation.body['title']}"
    if operation.takes_file:
        yield "field: str"
    if operation.query:
        yield "*"
        yield from (f"{_argument(name)}: Sought = None" for name in operation.query)


def _asked(operation: Operation) -> str:
    path = f'f"{operation.path}"' if "{" in operation.path else f'"{operation.path}"'
    if operation.takes_file:
        return f"upload({path}, field)"
    query = ", ".join(f'"{name}": {_argument(name)}' for name in operation.query)
    extra = (f", query={{{query}}}" if query else "") + (", body=body" if operation.body else "")
    return f'ask("{operation.method}", {path}{extra})'


def _argument(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name
