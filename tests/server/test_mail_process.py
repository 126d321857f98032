"""Mail of real processes: ended in the midst of a message, sharing a queue, told by the command."""

from __future__ import annotations

import os
import secrets
import signal
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import update

from harmony_server.mail import asking
from harmony_server.mail.kinds import Kind
from harmony_server.mail.worker import INTERRUPTED
from harmony_server.settings.config import load
from harmony_server.store import MailState, QueuedMail, WantedMail
from harmony_server.store.mail_tables import mail_queue
from tests.district import MIA, District
from tests.running import Server
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines
from tests.server.mail_server import MailServer, running

MIAS = "mia.family@mail.example"
WITHIN_S = 60


def set_up(data: Path, url: str) -> None:
    """Give a district a way for mail."""
    with (data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[mail]\nmail_url = "{url}"\nsender = "portal@maple.example"\n')


def ask(district: District) -> None:
    """Ask for a mail to Mia."""
    config = load(district.data)
    wanted = WantedMail(Kind.PASSWORD_CHANGED, "en", person_id=MIA.id, address=MIAS)
    with district.store.begin() as tx:
        assert asking.ask(tx, config, wanted, now=time.time(), rng=secrets.token_bytes)


def let_it_be_due(district: District) -> None:
    """As if the time were over that a worker has for a mail."""
    with district.store.begin() as tx:
        tx.mail._connection.execute(update(mail_queue).values(due_at=time.time()))


def waited_for(what: Callable[[], bool]) -> bool:
    """Whether something comes true."""
    give_up = time.monotonic() + WITHIN_S
    while not what() and time.monotonic() < give_up:
        time.sleep(0.05)
    return what()


def failed(district: District) -> list[QueuedMail]:
    """The mails that failed."""
    with district.store.read() as tx:
        return [mail for mail in tx.mail.not_sent(10) if mail.state is MailState.FAILED]


def kill(server: Server) -> None:
    """End a process as a power cut does."""
    os.kill(server.pid, signal.SIGKILL)
    server.stop()


@on_both_engines
def test_a_kill_in_the_midst_of_a_message_costs_nothing(
    today: District, small_site: Path, tmp_path: Path, mail_server: MailServer
) -> None:
    """R-17: Killed before the end of the data, the message arrives once, by the next process."""
    mail_server.wait_in_data = threading.Event()
    set_up(today.data, mail_server.url)
    ask(today)
    server = Server(today.data, small_site, tmp_path / "server.log")
    server.start()
    assert mail_server.came_to_data.wait(WITHIN_S)
    kill(server)
    mail_server.wait_in_data.set()
    mail_server.wait_in_data = None
    let_it_be_due(today)
    server.start()
    assert waited_for(lambda: len(mail_server.taken) == 1)
    server.stop()
    assert not failed(today)
    assert len(mail_server.taken) == 1


@on_both_engines
def test_a_kill_before_the_answer_sends_nothing_twice(
    today: District, small_site: Path, tmp_path: Path, mail_server: MailServer
) -> None:
    """R-17: Killed behind the end of the data, the message is shown as failed: it may have arrived."""
    mail_server.wait = threading.Event()
    set_up(today.data, mail_server.url)
    ask(today)
    server = Server(today.data, small_site, tmp_path / "server.log")
    server.start()
    assert mail_server.got_whole.wait(WITHIN_S)
    kill(server)
    mail_server.wait.set()
    mail_server.wait = None
    let_it_be_due(today)
    server.start()
    told = waited_for(lambda: [mail.reason for mail in failed(today)] == [INTERRUPTED])
    server.stop()
    assert told
    assert len(mail_server.taken) == 1
    log = (tmp_path / "server.log").read_text("utf-8")
    assert MIAS not in log


def test_several_processes_send_each_mail_once(
    today: District, small_site: Path, tmp_path: Path, mail_server: MailServer
) -> None:
    """R-17: Two workers of one server take from one queue."""
    set_up(today.data, mail_server.url)
    for _ in range(6):
        ask(today)
    server = Server(today.data, small_site, tmp_path / "server.log", "--workers", "2")
    server.start()
    assert waited_for(lambda: len(mail_server.taken) == 6)
    server.stop()
    assert len({message["Message-ID"] for message in mail_server.taken}) == 6
    assert len(mail_server.taken) == 6


@pytest.fixture
def command(today: District) -> Command:
    """The command, on the district of today."""
    return Command(today.data)


def test_the_command_tells_what_waits_and_why(
    today: District, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By id and code, never an address."""
    monkeypatch.setenv("COLUMNS", "200")
    server = MailServer()
    assert "[mail]" in refused(command("mail", "status"))
    set_up(today.data, server.url)
    ask(today)
    said = command("mail", "status").stdout
    assert ["waiting", "1"] in [line.split() for line in said.splitlines()]
    assert "password_changed" in said
    assert MIAS not in said
    assert "3, then one every 60 minutes" in said
    assert "goes to sender" in said
    assert "Connection refused" in refused(command("mail", "test", MIAS))
    assert "Connection refused" in command("doctor").stdout
    with running(server):
        assert "<" in command("mail", "test", MIAS, "--language", "es").stdout
        assert "1 wait" in command("doctor").stdout
    assert server.taken[0]["Subject"] == "Maple Valley Schools: una prueba"


def test_a_test_mail_tells_what_the_mail_server_says(today: District, command: Command) -> None:
    """A refused address, and one that is none."""
    server = MailServer(refused={MIAS: "550 no"})
    set_up(today.data, server.url)
    assert "is no mail address" in refused(command("mail", "test", "mia"))
    assert "no texts in 'xx'" in refused(command("mail", "test", MIAS, "--language", "xx"))
    with running(server):
        assert "address refused: 550" in refused(command("mail", "test", MIAS))


def test_a_mail_server_is_known_by_its_certificate(
    today: District, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T-60: To a mail server that cannot say who it is nothing is sent, not even a password."""
    certificate = certified(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = MailServer()
    address = f"smtp+starttls://portal:secret@127.0.0.1:{server.port}"
    set_up(today.data, address)
    (today.data / "district.toml").chmod(0o600)
    with running(server, tls=context):
        assert "TLS" in refused(command("mail", "test", MIAS))
        assert not server.taken
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        text = (today.data / "district.toml").read_text("utf-8").replace("portal:secret@", "")
        (today.data / "district.toml").write_text(text, "utf-8")
        assert "on its way" in command("mail", "test", MIAS).stdout
    assert len(server.taken) == 1


def certified(folder: Path) -> Path:
    """A file with a key and its certificate for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "mail.pem"
    path.write_bytes(private + certificate.public_bytes(pem))
    return path
