"""The words that young children's passwords are made of."""

from __future__ import annotations

import secrets

from harmony.passwords import PasswordRules, guessable_words
from harmony_server.accounts import child_passwords


def test_the_words_are_easy_and_as_many_as_is_said() -> None:
    """256 different words of small letters, told apart again in whatever was drawn."""
    words = child_passwords.word_list()
    assert len({*words}) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 7 for word in words)
    made = child_passwords.told_apart("boatleafmoon")
    assert made is not None
    assert made.words == ("boat", "leaf", "moon")
    assert child_passwords.told_apart("boatleaf") is None
    assert child_passwords.picture_of("boat") == "boat"


def test_none_is_expected_of_the_child() -> None:
    """T-44: no name of the child's own is drawn, and a district that asks for longer ones gets more words."""
    names = guessable_words(("Robin", "Rose"))
    for _ in range(300):
        drawn = child_passwords.draw(secrets.token_bytes, PasswordRules(9, names))
        assert len(drawn.words) == 3
        assert len({*drawn.words} & {"robin", "rose"}) <= 1
    assert len(child_passwords.draw(secrets.token_bytes, PasswordRules(30)).words) > 4
