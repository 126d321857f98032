"""The text of a mail: plain and as HTML, in the language it was asked in (`web/words`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Any

from harmony_server.settings.config import Config
from harmony_server.settings.mail import MailSettings
from harmony_words import FIRST, Language, named, tables

_POLICY = SMTP.clone(cte_type="7bit")
"""Lines end as SMTP wants them, and no server needs to take more than ASCII (RFC 5321, section 2.4)."""


@dataclass(frozen=True)
class Letter:
    """What is written, and to whom."""

    kind: str
    language: str
    address: str
    message_id: str
    given_name: str = ""
    link: str = ""
    """Where a tap leads; none where nothing is to be done."""
    code: str = ""
    """What is to be typed on the portal's page."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What fills the text's places besides the name."""


def message_of(letter: Letter, config: Config, settings: MailSettings, now: float) -> EmailMessage:
    """The message that is sent."""
    language = named(letter.language)
    words = _words(language) if letter.kind in _words(language) else _words(language := FIRST)
    lines = _lines(words, letter, config, settings)
    message = EmailMessage(policy=_POLICY)
    message["From"], message["To"] = settings.sender, letter.address
    if settings.reply_to:
        message["Reply-To"] = settings.reply_to
    message["Subject"] = _fill(words[letter.kind]["subject"], letter, config)
    message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer by a machine is wanted
    message.set_content("\n\n".join([*(line.text for line in lines)]) + "\n")
    html = "\n".join(line.html for line in lines)
    root = f'<html lang="{language.code}" dir="{language.direction}">'
    message.add_alternative(
        f'<!doctype html>{root}<meta charset="utf-8"><body>{html}</body></html>', subtype="html"
    )
    message["Content-Language"] = language.code  # before, it would be taken for the first part's own
    return message


@dataclass(frozen=True)
class _Line:
    text: str
    html: str


def _lines(words: Mapping[str, Any], letter: Letter, config: Config, settings: MailSettings) -> list[_Line]:
    own, frame = words[letter.kind], words["frame"]
    hello = [frame["hello"]] if letter.given_name else []
    before = [_paragraph(_fill(text, letter, config)) for text in (*hello, *own["lines"])]
    behind = [_paragraph(_fill(text, letter, config)) for text in own["after"]]
    end = frame["answers"] if settings.reply_to else frame["automatic"]
    frame_lines = [_paragraph(_fill(text, letter, config)) for text in (end, frame["from"])]
    return [*before, *_way_on(own, letter), *behind, *frame_lines]


def _way_on(own: Mapping[str, str], letter: Letter) -> list[_Line]:
    if letter.link:
        link = escape(letter.link)
        return [_Line(f"{own['link']}:\n{letter.link}", f'<p><a href="{link}">{escape(own["link"])}</a></p>')]
    if letter.code:
        return [_Line(letter.code, f"<p><b>{escape(letter.code)}</b></p>")]
    return []


def _paragraph(text: str) -> _Line:
    return _Line(text, f"<p>{escape(text)}</p>")


def _fill(text: str, letter: Letter, config: Config) -> str:
    return text.format(portal=config.name, given_name=letter.given_name, **letter.values)


def _words(language: Language) -> Mapping[str, Any]:
    """The texts of every kind, those of mail to staff too where they are written in this language."""
    names = filter(language.has, ("mail", "staff-mail"))
    return {kind: words for name in names for kind, words in tables(name, language.code).items()}
