"""The floor: what the same server and engine take for one signature and one row, with nothing around it.

Run by uvicorn as `benchmarks.server.floor:app`; key and database come by its environment.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from typing import Any

import jwt
import psycopg
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

DATABASE, KEY = "FLOOR_DATABASE", "FLOOR_KEY"
TABLE = "CREATE TABLE IF NOT EXISTS sign_ins (id TEXT PRIMARY KEY, person TEXT NOT NULL)"
_local = threading.local()
_turn = threading.Lock()
"""SQLite has one writer; a thread that waited in the engine would poll."""


def _connection() -> Any:
    """A connection of this thread's own."""
    if not hasattr(_local, "connection"):
        address = os.environ[DATABASE]
        if address.startswith("postgresql"):
            _local.connection, _local.sign = psycopg.connect(address), "%s"
        else:
            _local.connection, _local.sign = sqlite3.connect(address), "?"
            _local.connection.execute("PRAGMA journal_mode=WAL")
            _local.connection.execute("PRAGMA synchronous=FULL")
    return _local.connection


def _sign_in(token: str) -> str:
    claims = jwt.decode(token, os.environ[KEY], algorithms=["EdDSA"])
    connection = _connection()
    row = (secrets.token_urlsafe(15), claims["sub"])
    statement = f"INSERT INTO sign_ins VALUES ({_local.sign}, {_local.sign})"  # noqa: S608  no value in it
    if _local.sign == "%s":
        connection.execute(statement, row)
        connection.commit()
    else:
        with _turn:
            connection.execute(statement, row)
            connection.commit()
    return str(claims["sub"])


async def _post(request: Request) -> JSONResponse:
    body = await request.json()
    return JSONResponse({"sub": await run_in_threadpool(_sign_in, body["token"])}, 201)


def make_table() -> None:
    """Make the table; done once, before any worker begins."""
    connection = _connection()
    connection.execute(TABLE)
    connection.commit()


app = Starlette(routes=[Route("/", _post, methods=["POST"])])
