"""The doctor asks the portal from outside, through a real TLS proxy, and names what the proxy gets wrong."""

from __future__ import annotations

import http.client
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typer.testing import Result

from harmony_server.cli.console import Refused
from harmony_server.cli.outside import FORGED, judge
from tests.district import DISTRICT_TOML, ORIGIN, District
from tests.running import Server, free_port
from tests.server.command import Command

Headers = Callable[[str], dict[str, str]]
"""What a proxy sends on, by the Host that it was asked for."""


def right(host: str) -> dict[str, str]:
    """What a proxy has to send."""
    return {"Host": host, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for localhost, as one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def proxy(certificate: Path, port: int, to: int, headers: Headers) -> Iterator[None]:
    """A TLS proxy on a port, that sends requests on to another."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            behind = http.client.HTTPConnection("127.0.0.1", to, timeout=60)
            behind.putrequest("GET", self.path, skip_host=True)
            for name, value in headers(self.headers["Host"]).items():
                behind.putheader(name, value)
            behind.endheaders()
            answer = behind.getresponse()
            content = answer.read()
            behind.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def port(today: District) -> int:
    """Where the district's portal is to be found: at https on this port of localhost."""
    port = free_port()
    text = DISTRICT_TOML.replace(ORIGIN, f"https://localhost:{port}")
    (today.data / "district.toml").write_text(text, "utf-8")
    return port


@pytest.fixture
def ask(
    today: District, port: int, server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Headers], Result]:
    """Ask the doctor about a proxy that sends such headers, by a certificate that is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def ask_about(headers: Headers) -> Result:
        with proxy(certificate, port, server.port, headers):
            return Command(today.data)("doctor")

    return ask_about


def line(result: Result) -> str:
    """What was said of the proxy."""
    return next(each for each in result.stdout.splitlines() if " proxy: " in each)


def test_a_proxy_that_says_what_it_must_is_well(ask: Callable[[Headers], Result]) -> None:
    """T-11: host, https and address come through, and the doctor says so."""
    result = ask(right)
    assert line(result).startswith("ok     proxy: https://localhost:")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"Host": "127.0.0.1:8000"}, "Have it pass on Host: localhost:"),
        ({"X-Forwarded-Proto": "http"}, "Have the proxy send X-Forwarded-Proto"),
    ],
)
def test_what_a_proxy_forgets_is_named(
    ask: Callable[[Headers], Result], lacking: dict[str, str], said: str
) -> None:
    """T-11, T-43: each header that is needed, with what to do about it."""
    result = ask(lambda host: right(host) | lacking)
    assert line(result).startswith("wrong  proxy: ")
    assert said in line(result)
    assert result.exit_code == 1


def test_a_certificate_that_nobody_trusts_is_named(
    ask: Callable[[Headers], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """T-11: a browser would turn back, and so does the doctor."""
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "no browser trusts the certificate" in line(ask(right))


def test_a_portal_that_does_not_answer_is_no_fault_yet(today: District, port: int) -> None:
    """Who has not started the server is told so, and all else is still checked."""
    result = Command(today.data)("doctor")
    assert line(result).startswith(f"note   proxy: https://localhost:{port} does not answer from here")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("https", "address", "came_from", "said"),
    [
        (False, "203.0.113.1", "203.0.113.1", "requests come from 203.0.113.1"),
        (None, None, "203.0.113.1", "X-Forwarded-Proto"),
        (True, FORGED, "203.0.113.1", "as a visitor wrote it"),
        (True, "127.0.0.1", "203.0.113.1", "takes every visitor for 127.0.0.1"),
    ],
)
def test_what_the_server_believes_is_judged(
    https: bool | None, address: str | None, came_from: str, said: str
) -> None:
    """T-07, T-11: neither a forged address nor one for all passes for a visitor's."""
    with pytest.raises(Refused, match=said):
        judge(https=https, address=address, came_from=came_from)


@pytest.mark.parametrize(("address", "came_from"), [("203.0.113.7", "10.0.0.7"), ("127.0.0.1", "127.0.0.1")])
def test_a_visitors_own_address_is_right(address: str, came_from: str) -> None:
    """A network may give us another address outside; on the proxy's own machine ours tells nothing."""
    judge(https=True, address=address, came_from=came_from)
