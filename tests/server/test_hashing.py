"""Hashing in processes of their own: the same answers, and no sign-in ends with a process that does."""

from __future__ import annotations

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from harmony_server.accounts import argon2id, hashing
from harmony_server.accounts.hashing import HashingAside, HashingHere, HashingLost
from harmony_server.accounts.passwords import PasswordVerifier
from harmony_server.accounts.refusals import Busy

PASSWORD = "canción\nمی\u200cخواهم"


def children() -> set[int]:
    """The processes that this one started and that hash."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            parent = stat.read_text().rpartition(")")[2].split()[1]
            if parent == str(os.getpid()) and argon2id.__name__ in stat.with_name("cmdline").read_text():
                found.add(int(stat.parent.name))
    return found


def test_a_process_of_its_own_hashes_as_this_one_does() -> None:
    """What one made the other takes, letter for letter; what is no hash at all matches nothing."""
    aside, here = HashingAside(), HashingHere()
    assert here.matches(aside.hash(PASSWORD), PASSWORD)
    assert aside.matches(here.hash(PASSWORD), PASSWORD)
    assert not aside.matches(here.hash(PASSWORD), PASSWORD + " ")
    assert not aside.matches("no hash", PASSWORD)


def test_it_steps_back_and_is_used_again() -> None:
    """R-01: as many processes as ask at once, each behind everything else; asking again begins no other."""
    aside, hashed, before = [HashingAside()], HashingHere().hash(PASSWORD), children()
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda _: aside[0].matches(hashed, PASSWORD), range(8))) == [True] * 8
    begun = children() - before
    assert 1 <= len(begun) <= 2
    assert {os.getpriority(os.PRIO_PROCESS, pid) for pid in begun} == {argon2id.NICE}
    assert aside[0].matches(hashed, PASSWORD)
    assert children() - before == begun
    aside.clear()
    assert not begun & children()


def test_one_that_is_killed_is_replaced() -> None:
    """R-01: what the kernel does where memory is short ends no sign-in."""
    aside, before = HashingAside(), children()
    hashed = aside.hash(PASSWORD)
    (process,) = children() - before
    os.kill(process, signal.SIGKILL)
    assert aside.matches(hashed, PASSWORD)
    assert not aside.matches(hashed, "another")


def test_where_none_stays_nobody_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """R-02: where no process can hash, whoever comes is told to come back, as where too many wait."""
    hashed = HashingHere().hash(PASSWORD)
    monkeypatch.setattr(hashing, "PROGRAM", ("true",))
    with pytest.raises(HashingLost):
        HashingAside().matches(hashed, PASSWORD)
    with pytest.raises(Busy):
        asyncio.run(PasswordVerifier(1, HashingAside()).check(hashed, PASSWORD))
