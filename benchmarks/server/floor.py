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


def _is_postgresql() -> bool:
    return os.environ[DATABASE].startswith("postgresql")


def _connect() -> Any:
    address = os.environ[DATABASE]
    if _is_postgresql():
        return psycopg.connect(address)
    connection = sqlite3.connect(address)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _connection() -> Any:
    """A connection of this thread's own."""
    if not hasattr(_local, "connection"):
        _local.connection = _connect()
    return _local.connection


def _sign_in(token: str) -> str:
    claims = jwt.decode(token, os.environ[KEY], algorithms=["EdDSA"])
    connection = _connection()
    row = (secrets.token_urlsafe(15), claims["sub"])
    if _is_postgresql():
        connection.execute("INSERT INTO sign_ins VALUES (%s, %s)", row)
        connection.commit()
    else:
        with _turn:
            connection.execute("INSERT INTO sign_ins VALUES (?, ?)", row)
            connection.commit()
    return str(claims["sub"])


async def _post(request: Request) -> JSONResponse:
    body = await request.json()
    return JSONResponse({"sub": await run_in_threadpool(_sign_in, body["token"])}, 201)


def make_table() -> None:
    """Make the table; done once, before any worker begins."""
    connection = _connect()
    connection.execute(TABLE)
    connection.commit()
    connection.close()


app = Starlette(routes=[Route("/", _post, methods=["POST"])])
