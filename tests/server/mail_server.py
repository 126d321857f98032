"""A mail server on loopback that is slow, refuses and hangs up as a test asks."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.running import free_port


@dataclass
class MailServer:
    """What it does with the next messages, and what it took."""

    port: int = field(default_factory=free_port)
    taken: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    """Answers by address, such as `550 no such user`."""
    pause_s: float = 0
    """How long it thinks about an address."""
    hang_ups: int = 0
    """How many messages it hangs up in the midst of."""
    reply: str = "250 OK"
    wait: threading.Event | None = None
    """What it waits for with a whole message, before it answers and after it was taken."""
    wait_in_data: threading.Event | None = None
    """What it waits for before it hears a message, and then hangs up."""
    came_to_data: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    got_whole: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """As mail_url has it."""
        return f"smtp://127.0.0.1:{self.port}"

    def sent_to(self, address: str) -> list[EmailMessage]:
        """What was taken for an address."""
        return [message for message in self.taken if message["To"] == address]

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer to an address."""
        await asyncio.sleep(self.pause_s)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  the same
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a whole message."""
        if self.reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.got_whole.set()
        if self.wait:
            await asyncio.to_thread(self.wait.wait)
        return self.reply


class _Impolite(SMTP):
    """Hangs up, or lets wait, in the midst of a message."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  aiosmtpd's name
        """Take the data."""
        behaviour: MailServer = self.event_handler
        behaviour.came_to_data.set()
        if behaviour.wait_in_data:
            await asyncio.to_thread(behaviour.wait_in_data.wait)
            self._abort()
        elif behaviour.hang_ups:
            behaviour.hang_ups -= 1
            await self.push("354 go on")
            await self._reader.readline()
            self._abort()
            asyncio.get_running_loop().call_soon(behaviour.hung_up.set)
        else:
            await super().smtp_DATA(arg)

    def _abort(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()


@contextmanager
def running(server: MailServer, *, tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """The server, as long as the block runs."""
    # All in a thread of its own: the test's may have a loop already.
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def protocol() -> SMTP:
        server.connections += 1
        return _Impolite(server, loop=loop, tls_context=tls, auth_require_tls=False)

    starting = loop.create_server(protocol, "127.0.0.1", server.port)
    listening = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    try:
        yield server
    finally:
        for event in (server.wait, server.wait_in_data):
            if event:
                event.set()
        _on(loop, listening.close)
        asyncio.run_coroutine_threadsafe(_cancel_rest(), loop).result(10)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(10)
        _on(loop, loop.stop)
        thread.join()
        loop.close()


def _on(loop: asyncio.AbstractEventLoop, work: Callable[[], object]) -> None:
    loop.call_soon_threadsafe(work)


async def _cancel_rest() -> None:
    rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
