"""Reading a request's JSON: bounded in size, of the right type, exactly of the shape that is asked for.

A route takes a body by `Annotated[Model, json_body(Model)]`, where `Model` is a `Closed` model or a union of
such. Its shape stands in the OpenAPI description by itself.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from harmony_server.api.problem_docs import raises
from harmony_server.api.problems import Problem

MAX_BYTES = 64 * 1024
MEDIA_TYPE = "application/json"
REFERENCE = "#/components/schemas/{model}"
"""Where an OpenAPI description keeps the models."""


class Closed(BaseModel):
    """A model that takes its own members, of their own types, and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True)


@raises("unsupported_media_type", "body_too_large", "malformed_json", "invalid_request")
class JsonBody:
    """A dependency that gives the request's body as a value of one type."""

    def __init__(self, model: Any) -> None:
        self._adapter: TypeAdapter[Any] = TypeAdapter(model)
        self.schema = self._adapter.json_schema(ref_template=REFERENCE)
        """The body's JSON Schema; `$defs` holds what it refers to."""
        # Of a union, pydantic names the shape it tried before the place in the body.
        self._shapes = 1 if {"oneOf", "anyOf"} & self.schema.keys() else 0

    async def __call__(self, request: Request) -> Any:
        """Read the body; raises Problem."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
            raise Problem("unsupported_media_type")
        body = await read_bounded(request)
        _refuse_duplicate_names(body)
        try:
            return self._adapter.validate_json(body)
        except ValidationError as error:
            raise self._problem(error) from None

    def _problem(self, error: ValidationError) -> Problem:
        # What was sent stays out of the answer: it is somebody's password or badge.
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        if errors[0]["type"] == "json_invalid":
            return Problem("malformed_json")
        places = [".".join(str(part) for part in each["loc"][self._shapes :]) for each in errors]
        said = [{"where": place, "message": each["msg"]} for place, each in zip(places, errors, strict=True)]
        return Problem("invalid_request", errors=said)


def json_body(model: Any) -> Any:
    """The dependency that reads a body of `model`, a pydantic model or an annotated union of models."""
    return Depends(JsonBody(model))


async def read_bounded(request: Request, longest: int = MAX_BYTES) -> bytes:
    """The whole body, however it is sent; nothing beyond the limit is kept. Raises Problem."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise Problem("body_too_large")
    return bytes(body)


def _refuse_duplicate_names(body: bytes) -> None:
    """Raise Problem if a name stands twice: readers differ in which value they take (RFC 8259, section 4)."""
    try:
        json.loads(body, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return  # said by the validation, which comes next


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise Problem("malformed_json")
    return names
