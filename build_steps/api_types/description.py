"""The server's OpenAPI description, as far as types are made of it."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]
JSON_TYPE = "application/json"
REFERENCE = "#/components/schemas/"


def description() -> Mapping[str, Any]:
    """What a server of today's sources says of itself; its district is empty, and gone afterwards."""
    from harmony_server.app import create_app  # noqa: PLC0415  only this step of a build needs the server
    from harmony_server.badges.keys import KeyRing  # noqa: PLC0415
    from harmony_server.settings.config import Config  # noqa: PLC0415
    from harmony_server.store import open_store  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        url = f"sqlite:///{data / 'empty.sqlite3'}"
        config = Config(data, "AAAA", "Empty", "https://portal.example", database_url=url)
        KeyRing.create(data, 0, secrets.token_bytes)
        ring = KeyRing.load(data, 0)
        store = open_store(config)
        app = create_app(config, store, lambda: ring, lambda: 0.0, apps=_none, oidc_keys=_none)
        found = app.openapi()
        store.close()
    return found


def _none() -> Any:
    raise LookupError("An empty district has neither apps nor keys of its own.")


@dataclass(frozen=True)
class Operation:
    """One operation, as whoever asks for it sees it."""

    id: str
    summary: str
    method: str
    path: str
    """Below `/api/v1/`, its places in braces."""
    query: tuple[str, ...]
    body: Schema | None
    """Of JSON."""
    answer: Schema | None
    """None where there is nothing but that it was done."""
    takes_file: bool = False


@dataclass(frozen=True)
class Api:
    """All that is described."""

    description: Mapping[str, Any]

    @property
    def schemas(self) -> Mapping[str, Schema]:
        """Everything that has a name."""
        found: Mapping[str, Schema] = self.description["components"]["schemas"]
        return found

    def operations_named(self, wanted: Iterable[str]) -> Sequence[Operation]:
        """Some operations by their ids, in the description's order. Raises LookupError for an id of none."""
        names = frozenset(wanted)
        found = [each for each in self._operations() if each.id in names]
        if missing := names - {each.id for each in found}:
            raise LookupError(f"The server has no operation {', '.join(sorted(missing))}.")
        return found

    def operations_below(self, rooms: Sequence[str]) -> Sequence[Operation]:
        """The operations whose paths begin with one of some."""
        return [each for each in self._operations() if f"/api/v1/{each.path}".startswith(tuple(rooms))]

    def _operations(self) -> Iterator[Operation]:
        for path, methods in self.description["paths"].items():
            for method, told in methods.items():
                yield _operation(path, method, told)

    def named_in(self, roots: Iterable[Schema]) -> Mapping[str, Schema]:
        """Every schema that some name, and that those name in turn, by its name, sorted."""
        found: dict[str, Schema] = {}
        waiting = [name for root in roots for name in _references(root)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.schemas[name]
                waiting += _references(found[name])
        return dict(sorted(found.items()))


def _operation(path: str, method: str, told: Mapping[str, Any]) -> Operation:
    done = next(answer for status, answer in told["responses"].items() if status.startswith("2"))
    body = told.get("requestBody", {}).get("content", {})
    return Operation(
        told["operationId"],
        told["summary"],
        method.upper(),
        path.removeprefix("/api/v1/"),
        tuple(each["name"] for each in told.get("parameters", ()) if each["in"] == "query"),
        body.get(JSON_TYPE, {}).get("schema"),
        done.get("content", {}).get(JSON_TYPE, {}).get("schema"),
        takes_file="application/octet-stream" in f"{told.get('description')}{list(body)}",
    )


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if name := schema.get("$ref"):
            yield str(name).removeprefix(REFERENCE)
        for each in schema.values():
            yield from _references(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _references(each)
