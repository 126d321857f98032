"""The settings of mail that the portal sends; without them it sends none.

[mail]                                              # optional
mail_url = "smtp+starttls://user:secret@mail.example:587"
sender = "Maple Valley Schools <portal@maple.example>"
reply_to = "office@maple.example"                   # optional

`smtps://` begins with TLS (RFC 8314), `smtp+starttls://` goes over to it (RFC 3207) and sends nothing before;
certificates are verified. Plain `smtp://` is for this machine alone. `file:///folder` writes files instead.
What of a user name or password is no letter or digit is written in percent-encoding (RFC 3986).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from harmony.addresses import is_loopback

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
LONGEST = 254
"""Characters of an address (RFC 5321, section 4.5.3.1.3, less the angle brackets)."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over."""

    scheme: str
    host: str
    port: int
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MailSettings:
    """How mail is sent: by a server, or into a folder."""

    to: MailServer | Path
    sender: str
    """As it stands in From: a name may be before the address."""
    reply_to: str | None = None


def is_address(text: str) -> bool:
    """Whether a text is a mail address that every server takes: ASCII, without comments or quotes."""
    return len(text) <= LONGEST and ADDRESS.fullmatch(text) is not None


def destination(url: str) -> MailServer | Path:
    """What a mail_url says; raises ValueError, which repeats nothing of it: it may hold a password."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ValueError("must have a number for its port") from None
    if parts.scheme == "file":
        if parts.netloc or not parts.path.startswith("/"):
            raise ValueError("must be like file:///folder")
        return Path(unquote(parts.path))
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError("must be like smtp+starttls://user:password@mail.example:587, or smtps://")
    if parts.scheme == "smtp" and not is_loopback(parts.hostname):
        raise ValueError("must begin with smtp+starttls:// or smtps://: plain smtp is for this machine alone")
    user, password = (unquote(each) if each else None for each in (parts.username, parts.password))
    return MailServer(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)


def _sender(text: str) -> str:
    if "\n" in text or "\r" in text or not is_address(parseaddr(text)[1]):
        raise ValueError("must be like portal@maple.example, or Maple Schools <portal@maple.example>")
    return text


def _url(url: str) -> str:
    destination(url)
    return url


class Mail(BaseModel):
    """`[mail]` as it is written."""

    model_config = ConfigDict(extra="forbid", strict=True)

    mail_url: Annotated[str, AfterValidator(_url)]
    sender: Annotated[str, AfterValidator(_sender)]
    reply_to: Annotated[str, AfterValidator(_sender)] | None = None

    def meant(self) -> MailSettings:
        """What it says."""
        return MailSettings(destination(self.mail_url), self.sender, self.reply_to)
