"""Mail: asked for, sent once, tried again, and shown where it failed."""

from __future__ import annotations

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harmony_server.mail import asking, transport, worker
from harmony_server.mail.kinds import Kind
from harmony_server.mail.worker import WAITS_S, MailWorker
from harmony_server.store import MailState, QueuedMail, WantedMail
from tests.district import MIA, District
from tests.server.engines import on_both_engines
from tests.server.mail_server import MailServer, running
from tests.server.mailing import MIAS, SENDER, ask, sending

pytestmark = on_both_engines


def left(district: District) -> list[QueuedMail]:
    """What waits or failed."""
    with district.store.read() as tx:
        return tx.mail.not_sent(10)


def counts(district: District) -> dict[str, int]:
    """How many mails are in each state."""
    with district.store.read() as tx:
        return dict(tx.mail.counts())


def test_a_mail_arrives_in_its_language_plain_and_as_html(
    district: District, mail_server: MailServer
) -> None:
    """Two parts with the same words; and no machine is to answer it."""
    way = sending(district, mail_server.url)
    ask(district, language="es")
    assert way.drain() == 1
    (message,) = mail_server.taken
    assert (message["To"], message["From"]) == (MIAS, SENDER)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "Maple Valley Schools: tu contraseña cambió"
    assert message["Content-Language"] == "es"
    plain, html = message.iter_parts()
    assert "Hola, Miabelle:" in plain.get_content()
    assert '<html lang="es" dir="ltr">' in html.get_content()
    assert counts(district) == {"sent": 1}


def test_what_was_sent_is_forgotten_but_for_that_it_was(district: District, mail_server: MailServer) -> None:
    """T-60: The queue keeps no address of a mail that has ended, and never a text or a link."""
    way = sending(district, mail_server.url)
    ask(district)
    assert way.drain() == 1
    with district.store.read() as tx:
        row = tx.mail._connection.exec_driver_sql("SELECT * FROM mail_queue").one()
    assert MIAS not in row
    assert not any("password was changed" in str(each) for each in row)


def test_many_go_over_one_connection(district: District, mail_server: MailServer) -> None:
    """R-17: A class's mails take one connection."""
    way = sending(district, mail_server.url)
    for number in range(5):
        ask(district, f"family{number}@mail.example")
    assert way.drain() == 5
    assert mail_server.connections == 1


def test_a_mail_server_that_is_down_for_a_day_costs_nothing(district: District) -> None:
    """R-17: A mail waits longer after each try, under one Message-ID, and goes when the server is back."""
    server = MailServer()
    way = sending(district, server.url)
    ask(district)
    (asked,) = left(district)
    begun = district.clock()
    while district.clock() - begun < 24 * 3600:
        assert way.drain() == 0
        (waiting,) = left(district)
        assert (waiting.state, waiting.reason) == (MailState.WAITING, "connection: Connection refused")
        assert waiting.due_at - district.clock() == WAITS_S[waiting.attempts - 1]
        district.clock.time = waiting.due_at
    with running(server):
        assert way.drain() == 1
    assert [message["Message-ID"] for message in server.taken] == [asked.message_id]


def test_what_waited_goes_as_soon_as_one_got_through(district: District) -> None:
    """R-17: Who asks when the mail server is back sends what others wait for, too."""
    server = MailServer()
    way = sending(district, server.url)
    ask(district, "a@mail.example")
    assert way.drain() == 0
    district.clock.advance(WAITS_S[0])
    assert way.drain() == 0
    ask(district, "b@mail.example")
    assert way.drain() == 0
    district.clock.advance(WAITS_S[0])
    with running(server):
        assert way.drain() == 2


def test_one_refused_address_holds_up_no_other(district: District, mail_server: MailServer) -> None:
    """R-17: What the mail server refuses for good is shown with its code, which names nobody."""
    mail_server.refused[MIAS] = f"550 5.1.1 <{MIAS}> is not here"
    way = sending(district, mail_server.url)
    ask(district)
    ask(district, "leo@mail.example")
    assert way.drain() == 1
    (failed,) = left(district)
    assert (failed.state, failed.reason, failed.address) == (MailState.FAILED, "address refused: 550", None)
    assert len(mail_server.sent_to("leo@mail.example")) == 1


def test_a_busy_mail_server_is_asked_again(district: District, mail_server: MailServer) -> None:
    """R-17: What is refused for now is put off, before the message as behind it."""
    way = sending(district, mail_server.url)
    ask(district)
    mail_server.refused[MIAS] = "451 4.7.1 later"
    assert way.drain() == 0
    mail_server.refused.clear()
    mail_server.reply = "452 4.3.1 full"
    district.clock.advance(WAITS_S[0])
    assert way.drain() == 0
    assert left(district)[0].reason == "message refused: 452"
    mail_server.reply = "250 OK"
    district.clock.advance(WAITS_S[1])
    assert way.drain() == 1
    assert len(mail_server.taken) == 1


def test_a_slow_mail_server_gets_each_mail_once(
    district: District, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-17: One that takes its time is waited for; one that takes too long is asked again later."""
    monkeypatch.setattr(transport, "TIMEOUT_S", 0.5)
    mail_server.pause_s = 1
    way = sending(district, mail_server.url)
    ask(district)
    assert way.drain() == 0
    assert left(district)[0].reason == "broke off: no answer in time"
    mail_server.pause_s = 0.1
    district.clock.advance(WAITS_S[0])
    assert way.drain() == 1
    assert len(mail_server.taken) == 1


def test_a_message_that_breaks_off_is_sent_again(district: District, mail_server: MailServer) -> None:
    """R-17: What was not ended is no message for the server: it arrives once, with the next try."""
    mail_server.hang_ups = 1
    way = sending(district, mail_server.url)
    ask(district)
    hand_over = way._hand_over

    def after_it_hung_up(job: worker._Job) -> bool:
        mail_server.hung_up.wait(10)
        return hand_over(job)

    way._hand_over = after_it_hung_up  # type: ignore[method-assign]
    assert way.drain() == 0
    assert (left(district)[0].reason or "").startswith("broke off")
    district.clock.advance(WAITS_S[0])
    assert way.drain() == 1
    assert len(mail_server.taken) == 1


def test_a_whole_message_without_an_answer_is_never_sent_again(
    district: District, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-17: Nobody can tell whether it arrived (RFC 1047), so it is shown instead of sent twice."""
    monkeypatch.setattr(transport, "LAST_REPLY_S", 0.2)
    mail_server.wait = threading.Event()
    way = sending(district, mail_server.url)
    ask(district)
    assert way.drain() == 0
    (failed,) = left(district)
    assert (failed.state, failed.reason) == (MailState.FAILED, worker.UNKNOWN)
    district.clock.advance(24 * 3600)
    assert way.drain() == 0
    assert len(mail_server.taken) == 1


def test_two_workers_send_each_mail_once(district: District, mail_server: MailServer) -> None:
    """R-17: Workers of several processes share the queue, and none waits for another's message."""
    other = District(district.data, district.clock)
    workers = [sending(each, mail_server.url) for each in (district, other)]
    addresses = [f"family{number}@mail.example" for number in range(12)]
    for address in addresses:
        ask(district, address)
    with ThreadPoolExecutor(2) as threads:
        sent = sum(threads.map(MailWorker.drain, workers))
    other.store.close()
    assert sent == len(addresses)
    assert sorted(message["To"] for message in mail_server.taken) == sorted(addresses)


def test_a_worker_that_lost_its_mail_does_not_end_it(district: District, mail_server: MailServer) -> None:
    """R-17: One that was away for longer than it may leaves the message unfinished: another has it."""
    way, other = sending(district, mail_server.url), sending(district, mail_server.url)
    ask(district)
    original = way._hand_over

    def late(job: worker._Job) -> bool:
        district.clock.advance(worker.HELD_S + 1)
        assert other.drain() == 1
        return original(job)

    way._hand_over = late  # type: ignore[method-assign]
    assert way.drain() == 0
    assert len(mail_server.taken) == 1
    assert counts(district) == {"sent": 1}


def test_mail_can_be_files(district: District, tmp_path: Path) -> None:
    """A folder takes each message once, as its owner's alone."""
    way = sending(district, f"file://{tmp_path / 'out box'}".replace(" ", "%20"))
    ask(district)
    assert way.drain() == 1
    (file,) = (tmp_path / "out box").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    assert MIAS.encode() in file.read_bytes()


def test_a_mail_for_nobody_is_dropped(district: District, mail_server: MailServer) -> None:
    """A kind that has no receiver leaves nothing."""
    way = sending(district, mail_server.url)
    with district.store.begin() as tx:
        wanted = WantedMail(Kind.PASSWORD_CHANGED, "en", person_id=MIA.id)
        asking.ask(tx, district.config, wanted, now=district.clock(), rng=secrets.token_bytes)
    assert way.drain() == 0
    assert (counts(district), mail_server.connections) == ({}, 0)
