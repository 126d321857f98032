"""Slips as a PDF, with the words that stand on them (`web/words/LANGUAGE/slip.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from harmony.badge.symbol import link_symbol
from harmony.model import Person
from harmony.people.slip_code import printed_slip_code
from harmony_print import Paper, Slip, slip_pages
from harmony_server.printing.bidi import LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, closed
from harmony_server.printing.font import can_draw
from harmony_server.printing.pdf import pages_pdf
from harmony_server.settings.config import Config
from harmony_words import named, tables

CLAIM_PATH = "claim/"


@dataclass(frozen=True)
class SlipFor:
    """Whose slip it is, and what it opens."""

    person: Person
    code: str
    expires_at: float
    school: str = ""


def slips_pdf(slips: Iterable[SlipFor], config: Config, paper: Paper, language: str) -> Iterator[bytes]:
    """A page for each eight, in pieces; raises CannotDraw."""
    words = tables("slip", language)["slip"]
    is_rtl = named(language).direction == "rtl"
    return pages_pdf(slip_pages(paper, (_slip(each, config, words, is_rtl=is_rtl) for each in slips)))


def _slip(slip: SlipFor, config: Config, words: Mapping[str, Any], *, is_rtl: bool) -> Slip:
    host = urlsplit(config.portal_url).netloc
    ends = datetime.fromtimestamp(slip.expires_at, ZoneInfo(config.timezone))
    day = words["day"].format(month=words["months"][ends.month - 1], day=ends.day)
    grade = [words["grade"].format(grade=each.lstrip("0")) for each in slip.person.grades]
    mark = RIGHT_TO_LEFT_MARK if is_rtl else LEFT_TO_RIGHT_MARK  # no school turns the line, or the grade
    places = [mark + closed(each) for each in (slip.school, *grade) if each and can_draw(each)]
    return Slip(
        link_symbol(config.portal_url, CLAIM_PATH, slip.code),
        printed_slip_code(slip.code),
        words["name"].format(name=closed(_called(slip.person))),
        ", ".join(places),
        tuple(line.format(portal=host) for line in words["steps"]),
        tuple(line.format(day=day) for line in words["small"]),
        is_rtl,
    )


def _called(person: Person) -> str:
    """A first name and the first letter of the other; what the fonts cannot draw is written by hand."""
    whole = f"{person.given_name} {person.family_name[:1]}."
    return next((each for each in (whole, person.given_name) if can_draw(each)), "")
