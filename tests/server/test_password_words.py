"""The words that somebody's password is picked from."""

from __future__ import annotations

from math import perm

import pytest
from starlette.testclient import TestClient

from harmony.passwords import PasswordRules, Strength, assess
from harmony_server.accounts import child_passwords
from harmony_server.accounts.throttle import PER_ACCOUNT
from harmony_words import LANGUAGES

URL = "/api/v1/password-words"
DAY_S = 24 * 3600


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_byte_picks_a_word(client: TestClient, language: str) -> None:
    """256 different words of small letters in each language: none is likelier than another."""
    words = client.get(URL, params={"language": language}).json()["words"]
    assert len({*words}) == len(words) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 7 for word in words)


def test_no_language_is_made_up(client: TestClient) -> None:
    """What is no language of the portal's leads nowhere."""
    answer = client.get(URL, params={"language": "tlh"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("language", child_passwords.WORD_FILES)
def test_four_words_outlast_everybody(language: str) -> None:
    """T-44: with every try that the door allows, half of all that four words can be take 7900 years.

    Any four of them are long enough, the shortest ones too.
    """
    words = child_passwords.word_list(language)
    tries_a_day = DAY_S / PER_ACCOUNT.refill_interval_s
    assert tries_a_day == 720
    assert perm(len(words), child_passwords.PICKED) / 2 / tries_a_day / 365 > 7900
    shortest = " ".join(sorted(words, key=len)[: child_passwords.PICKED])
    assert assess(shortest, PasswordRules(15)) > Strength.TOO_SHORT
