"""The OpenAPI description, made from the routes; what the framework assumes of its own is corrected."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from harmony_server.api.body import PROOF
from harmony_server.api.cookies import SECURE_NAME
from harmony_server.api.problems import PROBLEMS

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "pattern": "^urn:harmony:problem:[a-z_]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": sorted(PROBLEMS)},
        "retry_after": {"type": "integer", "minimum": 1, "description": "Seconds to wait."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "message"],
                "properties": {"where": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def complete(app: FastAPI) -> None:
    """Make `app.openapi()` say exactly what the server does."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI's manual extends a description


def _corrected(schema: dict[str, Any]) -> dict[str, Any]:
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    # The sign-in reads its body itself, so the framework does not know its shape.
    proof = PROOF.json_schema(ref_template="#/components/schemas/{model}")
    schemas |= proof.pop("$defs") | {"Proof": proof}
    components["securitySchemes"] = {"session": {"type": "apiKey", "in": "cookie", "name": SECURE_NAME}}
    for assumed in ("HTTPValidationError", "ValidationError"):
        schemas.pop(assumed, None)
    for operations in schema["paths"].values():
        for operation in operations.values():
            _drop_assumed_422(operation)
    return schema


def _drop_assumed_422(operation: dict[str, Any]) -> None:
    """FastAPI documents its own validation of addresses, which answers 404 here."""
    if "application/json" in operation["responses"].get("422", {}).get("content", {}):
        del operation["responses"]["422"]
