"""Handing a message over: to a mail server (RFC 5321), or into a folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from errno import ECONNRESET
from pathlib import Path
from socket import socket
from types import TracebackType
from typing import Protocol, TypeAlias

from harmony_server.settings.mail import MailServer, MailSettings

TIMEOUT_S = 20
"""How long an answer to a command may take, or to be connected."""
LAST_REPLY_S = 300
"""The same for a whole message: a server may look for viruses first (section 4.5.3.2.6)."""
_LATER = range(400, 500)

HandOver: TypeAlias = Callable[[], bool]
"""Asked before the last byte goes: whether it may."""


class NotSent(Exception):
    """A message that did not arrive; `reason` names no address."""

    def __init__(self, reason: str, *, again: bool, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        """Whether the same may go well later."""
        self.unreachable = unreachable
        """Whether no message would have gone."""


class Unknown(Exception):
    """The mail server got the whole message and did not say whether it took it."""


class TakenAway(Exception):
    """Another worker has the message now."""


class Transport(Protocol):
    """A way for messages, open while a `with` block runs."""

    def __enter__(self) -> Transport:
        """Open it; raises NotSent."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

    def send(self, message: EmailMessage, hand_over: HandOver) -> None:
        """Send a message to who stands in its To; raises NotSent, Unknown, TakenAway."""


def transport(settings: MailSettings) -> Transport:
    """The way that a district's mail takes."""
    return Folder(settings.to) if isinstance(settings.to, Path) else Smtp(settings.to)


@dataclass
class Folder:
    """Files instead of mail, named by their Message-ID: written again, one is the same file."""

    folder: Path

    def __enter__(self) -> Folder:
        """Make the folder."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NotSent(f"folder: {error.strerror}", again=True, unreachable=True) from None
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def send(self, message: EmailMessage, hand_over: HandOver) -> None:
        """Write a file, whole or not at all."""
        name = str(message["Message-ID"]).strip("<>").replace("/", "_")
        part = self.folder / f".{name}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(bytes(message))
            part.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise NotSent(f"folder: {error.strerror}", again=True, unreachable=True) from None
        hand_over()


def _ask_whether_there(connection: socket | None) -> None:
    """Raise OSError where a server that should be waiting for the end of the data has hung up."""
    if connection is None:
        raise ConnectionResetError(ECONNRESET, "Connection reset")
    connection.setblocking(False)
    try:
        connection.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        connection.settimeout(TIMEOUT_S)
    else:  # it says goodbye, or nothing any more
        raise ConnectionResetError(ECONNRESET, "Connection reset")


def _why(error: Exception) -> str:
    """In words that name nobody. Where a server is too slow, smtplib says that it has hung up."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    return getattr(error, "strerror", None) or type(error).__name__


class Smtp:
    """A connection to a mail server, for several messages."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Smtp:
        """Connect, encrypted but on this machine, and log in; raises NotSent."""
        try:
            self._smtp = self._connected()
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"connection: {error.smtp_code}", again=True, unreachable=True) from None
        except ssl.SSLError as error:
            reason = f"connection: TLS, {error.reason or type(error).__name__}"
            raise NotSent(reason[:64], again=True, unreachable=True) from None
        except (OSError, smtplib.SMTPException) as error:
            reason = f"connection: {_why(error)}"
            raise NotSent(reason[:64], again=True, unreachable=True) from None
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye, if there still is somebody."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()

    def send(self, message: EmailMessage, hand_over: HandOver) -> None:
        """Send one message: all but its end, then the end once the queue knows of it."""
        assert self._smtp is not None  # noqa: S101  within the block
        try:
            self._begin(self._smtp, message)
            if not hand_over():
                self._smtp.close()  # what was not ended is no message (section 4.1.1.4)
                raise TakenAway
            _ask_whether_there(self._smtp.sock)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            reason = f"broke off: {_why(error)}"
            raise NotSent(reason[:64], again=True, unreachable=True) from None
        self._end(self._smtp)

    def _connected(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        smtp: smtplib.SMTP
        if server.scheme == "smtps":
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        if server.scheme == "smtp+starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password or "")
        return smtp

    def _begin(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        """Everything but the end of the data. Raises NotSent, OSError."""
        smtp.ehlo_or_helo_if_needed()
        self._expect("sender", 250, smtp.mail(parseaddr(str(message["From"]))[1]))
        self._expect("address", 250, smtp.rcpt(parseaddr(str(message["To"]))[1]))
        self._expect("data", 354, smtp.docmd("DATA"))
        lines = bytes(message).splitlines()
        stuffed = (b"." + line if line.startswith(b".") else line for line in lines)
        smtp.send(b"".join(line + b"\r\n" for line in stuffed))

    def _end(self, smtp: smtplib.SMTP) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(LAST_REPLY_S)
        try:
            smtp.send(b".\r\n")
            reply = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            raise Unknown from None
        if smtp.sock is not None:
            smtp.sock.settimeout(TIMEOUT_S)
        self._expect("message", 250, reply)

    def _expect(self, what: str, wanted: int, reply: tuple[int, bytes]) -> None:
        """Raise NotSent for another answer; of its words, which may hold the address, nothing is kept."""
        code = reply[0]
        if code == wanted or (code, wanted) == (251, 250):
            return
        if self._smtp is not None:
            with suppress(OSError):  # a server that has enough hangs up by itself
                self._smtp.rset()
        raise NotSent(f"{what} refused: {code}", again=code in _LATER or what == "sender")
