"""How problems stand in the OpenAPI description: which codes an operation can end with, by status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from harmony_server.api.problems import MEDIA_TYPE, PROBLEMS

RAISES = "_raises"

Dependency = TypeVar("Dependency", bound=Callable[..., Any])

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
        "present": {"type": "object", "description": "What is there now, where something else was expected."},
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


def raises(*codes: str) -> Callable[[Dependency], Dependency]:
    """Note on a dependency which problems it may raise; the description of its operations lists them."""

    def note(dependency: Dependency) -> Dependency:
        setattr(dependency, RAISES, codes)
        return dependency

    return note


def raised_by(dependency: object) -> tuple[str, ...]:
    """The codes that `raises` noted on a dependency."""
    codes: tuple[str, ...] = getattr(dependency, RAISES, ())
    return codes


def documented(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of the problems an operation can end with, by status."""
    by_status: dict[int | str, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(PROBLEMS[code].status, []).append(code)
    return {status: _response(by_status[status]) for status in sorted(by_status, key=int)}


def codes_of(operation: dict[str, Any]) -> list[str]:
    """The codes that an operation's description lists: `documented` the other way round."""
    schemas = [
        response["content"][MEDIA_TYPE]["schema"]
        for response in operation["responses"].values()
        if MEDIA_TYPE in response.get("content", {})
    ]
    return [code for schema in schemas for code in schema["properties"]["code"]["enum"]]


def _response(codes: list[str]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": " · ".join(f"`{code}`: {PROBLEMS[code].detail}" for code in codes),
        "content": {MEDIA_TYPE: {"schema": _schema(codes)}},
    }
    if PROBLEMS[codes[0]].status in (429, 503):
        described["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
        }
    return described


def _schema(codes: list[str]) -> dict[str, Any]:
    return {
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "properties": {"code": {"enum": codes}, "status": {"const": PROBLEMS[codes[0]].status}},
    }
