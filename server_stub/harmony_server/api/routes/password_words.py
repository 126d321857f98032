"""The words that the pages of accounts pick a password from, for whoever wants none of their own."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from harmony_server.accounts.child_passwords import word_list
from harmony_server.api.languages import Language
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_words import FIRST

router = api_router()


class PasswordWords(BaseModel):
    """Words of small letters. They are no secret; which of them are picked, is."""

    words: list[str]
    """256 different ones, so that a byte picks one."""


@router.get(
    "/api/v1/password-words",
    summary="The words that a password is picked from",
    operation_id="password_words",
    responses=documented("not_found"),
)
async def password_words(language: Annotated[Language, Query()] = FIRST.code) -> PasswordWords:
    """Answer easy words, in a language where there are any in it."""
    return PasswordWords(words=list(word_list(language)))
