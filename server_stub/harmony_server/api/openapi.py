"""The OpenAPI description, made from the routes and what they depend on, so that nothing is left out.

FastAPI knows paths, answers and what `documented` lists. A route's dependencies say what body it takes, which
problems they raise (`problem_docs.raises`), and whether it asks for a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts

from harmony_server.api.body import MEDIA_TYPE, JsonBody
from harmony_server.api.cookies import SECURE_NAME
from harmony_server.api.dependencies import current_session
from harmony_server.api.problem_docs import PROBLEM_SCHEMA, codes_of, documented, raised_by
from harmony_server.api.request_checks import SAFE_METHODS, check_request
from harmony_server.api.staff_member import current_substitute, helper

ASKS_FOR_SESSION = (current_session, helper, current_substitute)
SESSION_SCHEME = {"type": "apiKey", "in": "cookie", "name": SECURE_NAME}
Json = dict[str, Any]


def complete(app: FastAPI) -> None:
    """Make `app.openapi()` say exactly what the server does."""
    generate = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(generate(), app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI's manual extends a description


def _completed(description: Json, app: FastAPI) -> Json:
    components = description.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    components["securitySchemes"] = {"session": SESSION_SCHEME}
    for assumed in ("HTTPValidationError", "ValidationError"):
        schemas.pop(assumed, None)
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            operation = description["paths"].get(route.path_format, {}).get(method.lower())
            if operation is not None:
                _drop_assumed_422(operation)
                _add_dependencies(operation, route, method, schemas)
    return description


def _drop_assumed_422(operation: Json) -> None:
    """FastAPI documents its own validation of addresses, which answers 404 here."""
    if "application/json" in operation["responses"].get("422", {}).get("content", {}):
        del operation["responses"]["422"]


def _add_dependencies(operation: Json, route: RouteContext, method: str, schemas: Json) -> None:
    """Describe what the dependencies of one operation take and raise."""
    codes = codes_of(operation)
    for dependency in _dependencies(route.dependant):
        if method in SAFE_METHODS and dependency is check_request:
            continue
        codes += raised_by(dependency)
        if dependency in ASKS_FOR_SESSION:
            operation["security"] = [{"session": []}]
        if isinstance(dependency, JsonBody):
            operation["requestBody"] = _request_body(dependency, schemas)
    operation["responses"] |= {str(status): each for status, each in documented(*codes).items()}


def _dependencies(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from _dependencies(each)


def _request_body(body: JsonBody, schemas: Json) -> Json:
    schema = dict(body.schema)
    for name, definition in schema.pop("$defs", {}).items():
        if schemas.setdefault(name, definition) != definition:
            raise ValueError(f"Two models are called {name}.")
    return {"required": True, "content": {MEDIA_TYPE: {"schema": schema}}}
