"""A forgotten password: a link to the proved address, once, for half an hour; and nothing else is told."""

from __future__ import annotations

import re
import time
from math import comb

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony_server.accounts import recovery
from harmony_server.accounts.resets import ASKED_PER_ACCOUNT, LIFE_S, TOKEN_BITS
from harmony_server.mail.kinds import TOKEN_BYTES
from harmony_server.mail.worker import WAITS_S, MailWorker
from harmony_server.store import MailState, RecoveryAddress
from tests.district import LEO, MIA, District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.mail_server import MailServer
from tests.server.mailing import MIAS, sending
from tests.server.racing import Racers

pytestmark = on_both_engines

ASK, LOOK, COMPLETE = (f"/api/v1/password-resets{path}" for path in ("", "/look", "/complete"))
CHOSEN = "kite river lamp seven"


@pytest.fixture
def worker(district: District, mail_server: MailServer) -> MailWorker:
    """Mia has an address, and the portal a way for mail."""
    made = sending(district, mail_server.url)
    with district.store.begin() as tx:
        tx.recovery.put(RecoveryAddress(MIA.id, MIAS, district.clock()))
    return made


def ask(client: TestClient, username: str = MIA.username) -> httpx2.Response:
    """Ask for a link."""
    return client.post(ASK, json={"username": username, "language": "es"})


def token_in(mail_server: MailServer) -> str:
    """The token of the last mail's link."""
    plain, html = mail_server.taken[-1].iter_parts()
    (token,) = re.findall(r"https://portal\.example/es/reset/#(\S+)", plain.get_content())
    assert token in html.get_content()
    return str(token)


def complete(client: TestClient, token: str) -> httpx2.Response:
    """Set a new password."""
    return client.post(COMPLETE, json={"token": token, "password": CHOSEN})


def test_a_link_sets_a_new_password_once(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-71: Every session ends, the badge stays, the person is told, and the link is used up."""
    at_school = district.client()
    at_school.post("/api/v1/session", json=badge_body(district.badge()))
    client = district.client()
    assert (ask(client).status_code, worker.drain()) == (204, 1)
    token = token_in(mail_server)
    looked = client.post(LOOK, json={"token": token})
    assert looked.json()["username"] == MIA.username
    assert complete(client, token).status_code == 204
    assert at_school.get("/api/v1/dashboard").status_code == 401
    assert client.post("/api/v1/session", json=password_body(MIA, CHOSEN)).status_code == 201
    assert client.post("/api/v1/session", json=password_body()).status_code == 401
    assert client.post("/api/v1/session", json=badge_body(district.badge())).status_code == 201
    assert complete(client, token).json()["code"] == "reset_link_old"
    assert worker.drain() == 1
    assert mail_server.taken[-1]["Subject"] == "Maple Valley Schools: your password was changed"


def test_opening_a_link_uses_nothing_up(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-71: What a mail's scanner does, a GET or even the page's own question, leaves the link good."""
    client = district.client()
    ask(client)
    worker.drain()
    token = token_in(mail_server)
    assert client.get(f"/es/reset/{token}").status_code == 404
    for _ in range(3):
        assert client.post(LOOK, json={"token": token}).status_code == 200
    weak = client.post(COMPLETE, json={"token": token, "password": "Miabelle"})
    assert weak.json()["code"] == "password_too_short"
    assert complete(client, token).status_code == 204


def test_a_link_is_good_for_half_an_hour_from_its_sending(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-71: The token is made when the mail goes, however long that lay: no good one lies in the queue."""
    ask(district.client())
    with district.store.read() as tx:
        assert tx.resets._connection.exec_driver_sql("SELECT * FROM password_resets").all() == []
    district.clock.advance(6 * 3600)
    worker.drain()
    token = token_in(mail_server)
    with district.store.read() as tx:
        rows = tx.resets._connection.exec_driver_sql("SELECT * FROM password_resets").all()
    assert token not in str(rows)
    district.clock.advance(LIFE_S - 1)
    assert district.client().post(LOOK, json={"token": token}).status_code == 200
    district.clock.advance(1)
    assert complete(district.client(), token).json()["code"] == "reset_link_old"


def test_a_mail_that_did_not_arrive_leaves_no_link(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-71: Each try has a token of its own, and the one before is void."""
    mail_server.refused[MIAS] = "451 later"
    ask(district.client())
    worker.drain()
    with district.store.read() as tx:
        assert tx.resets._connection.exec_driver_sql("SELECT * FROM password_resets").all() == []
        assert [mail.state for mail in tx.mail.not_sent(2)] == [MailState.WAITING]
    mail_server.refused.clear()
    district.clock.advance(WAITS_S[0])
    assert worker.drain() == 1
    assert complete(district.client(), token_in(mail_server)).status_code == 204


def test_nobody_learns_who_is_here(district: District, worker: MailWorker, mail_server: MailServer) -> None:
    """T-71: With an address, without one, unknown, a proposed address only: one answer, and mail for one."""
    with district.store.begin() as tx:
        recovery.propose(tx, LEO.id, "leo@mail.example")
    names = (MIA.username, LEO.username, "tilda", "S9999", "apple-river-7")
    answers = [ask(district.client(), name) for name in names]
    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    assert worker.drain() == 1
    assert [message["To"] for message in mail_server.taken] == [MIAS]
    with district.store.read() as tx:
        rows = tx.mail._connection.exec_driver_sql("SELECT * FROM mail_queue").all()
    assert "S9999" not in str(rows)


PAIRS, MOST_SOONER = 140, 93
"""How often a known and an unknown name are asked in turn, and how often one of them may answer first."""


def told_apart(chance: float) -> float:
    """How probably the sign test sees a difference where the known name answers first by this chance."""
    seen_as_equal = range(PAIRS - MOST_SOONER, MOST_SOONER + 1)
    return 1 - sum(comb(PAIRS, n) * chance**n * (1 - chance) ** (PAIRS - n) for n in seen_as_equal)


def test_time_does_not_tell_who_is_here(district: District, worker: MailWorker) -> None:
    """T-71: Asked in turn, neither name answers first more often than chance has it: a two-sided sign test.

    Nothing that is asked depends on whose the name is, so it must not. It errs once in ten thousand runs, and
    finds a difference that shows in three of four pairs with a power of 98 %.
    """
    assert worker
    assert told_apart(1 / 2) < 1e-4
    assert told_apart(3 / 4) > 0.98
    sooner = 0
    client = district.client()
    for number in range(PAIRS):
        district.clock.advance(ASKED_PER_ACCOUNT.refill_interval_s)
        took = {}
        for name in (MIA.username, f"S{7000 + number}")[:: 1 if number % 2 else -1]:
            begun = time.perf_counter()
            assert ask(client, name).status_code == 204
            took[name == MIA.username] = time.perf_counter() - begun
        sooner += took[True] < took[False]
    assert PAIRS - MOST_SOONER <= sooner <= MOST_SOONER


def test_no_mailbox_is_flooded(district: District, worker: MailWorker, mail_server: MailServer) -> None:
    """T-71: A name is sent three links, then one an hour, from wherever they are asked for."""
    answers = [ask(district.client(f"192.0.2.{number}")).status_code for number in range(6)]
    assert answers == [204] * ASKED_PER_ACCOUNT.capacity + [429] * 3
    unknown = [ask(district.client(f"192.0.2.{number}"), "S9999").status_code for number in range(6)]
    assert unknown == answers
    assert worker.drain() == ASKED_PER_ACCOUNT.capacity
    district.clock.advance(ASKED_PER_ACCOUNT.refill_interval_s)
    assert ask(district.client("192.0.2.7")).status_code == 204
    assert len(mail_server.taken) == ASKED_PER_ACCOUNT.capacity


def test_without_a_way_for_mail_nothing_waits(district: District, client: TestClient) -> None:
    """The answer is the same, and no name is kept for a mail that cannot go."""
    assert ask(client).status_code == 204
    with district.store.read() as tx:
        assert tx.mail.counts() == {}


def test_guessing_a_token_is_hopeless(client: TestClient) -> None:
    """T-71: A token has 256 bits: a billion tries a second for a century meet none of a billion links."""
    assert client.post(LOOK, json={"token": "A" * 43}).json()["code"] == "reset_link_old"
    assert TOKEN_BYTES * 8 == TOKEN_BITS
    tries = 1e9 * 100 * 366 * 24 * 3600
    assert tries * 1e9 / 2**TOKEN_BITS < 1e-40


class _Race:
    """Sets Mia's password in a process of its own."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, district: District, number: int) -> int:
        """The status of the answer."""
        body = {"token": self._token, "password": f"{CHOSEN} {number}"}
        return district.client().post(COMPLETE, json=body).status_code


def test_two_who_use_one_link_at_once(
    district: District, worker: MailWorker, mail_server: MailServer, racing: Racers
) -> None:
    """T-71: Under a race a link is used once."""
    ask(district.client())
    worker.drain()
    assert sorted(racing.race(district, _Race(token_in(mail_server)))) == [204, 410, 410]
