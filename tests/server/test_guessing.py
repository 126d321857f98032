"""How far guessing gets, by the numbers that the throttle allows."""

from __future__ import annotations

from harmony_server.accounts import throttle
from harmony_server.accounts.backup_codes import DIGITS, LIFE_S
from harmony_server.accounts.throttle_marks import Bucket

POSSIBLE = 10**DIGITS


def most_guesses(bucket: Bucket, seconds: float) -> float:
    """How many guesses a bucket lets through in a time, at most."""
    return bucket.capacity + seconds / bucket.refill_interval_s


def test_guessing_cannot_succeed() -> None:
    """T-47: with every wrong guess that the throttle allows, a code is met once in tens of thousands.

    A child's 12 guesses in 20 minutes meet its one code with a chance of 12 in a million; codes that follow
    each other all day give at most 154 guesses more than once in 6 000 days. All of a school's children
    together, if each always had a code, would be met once in more than four years of school days.
    """
    day = 24 * 3600
    assert most_guesses(throttle.CODES_PER_PERSON, LIFE_S) / POSSIBLE <= 12e-6
    assert most_guesses(throttle.CODES_PER_PERSON, day) / POSSIBLE <= 154e-6
    assert most_guesses(throttle.CODES_PER_SCHOOL, LIFE_S) / POSSIBLE <= 240e-6
    school_day = most_guesses(throttle.CODES_PER_SCHOOL, 8 * 3600)
    assert POSSIBLE / school_day / 180 > 4.5
