"""The lines of a file, decoded strictly and never all in memory at once."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from harmony.findings import Said, said

MAX_LINE = 1024 * 1024
"""Characters of one line; the longest row of a roster has some thousands."""
READ_AHEAD = 64 * 1024
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Unreadable(Exception):
    """A file that cannot be read on; the text says why, and `advice` what to do."""

    def __init__(self, message: Said, advice: Said, row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.row = row


def is_encoding(name: str) -> bool:
    """Whether a text could be written in this."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[str]:
    """Each line with its end; raises Unreadable. `encoding` is used where the file has no mark of its own."""
    # Read ahead far enough to see the mark, whatever gives the bytes.
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), READ_AHEAD)
    head = buffered.peek(4)
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if marked is None and encoding is None and b"\0" in head[:4]:
        raise Unreadable(
            said("looks like UTF-16 without the mark that says so."),
            said('Save it as "CSV UTF-8", or say --encoding utf-16-le.'),
        )
    return _decoded(buffered, marked or encoding or "utf-8")


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    number, rest, ended = 0, "", False
    while not ended:
        content = stream.read(io.DEFAULT_BUFFER_SIZE)
        ended = not content
        try:
            text = rest + decoder.decode(content, final=ended)
        except UnicodeDecodeError as error:
            raise _wrong_byte(error, number) from None
        except UnicodeError as error:
            raise Unreadable(
                said("cannot be decoded: {why}.", why=error), said("Export it again."), number + 1
            ) from None
        lines = list(io.StringIO(text, newline=""))
        # Kept back until its end comes: whether behind a carriage return stands a line feed, too.
        rest = lines.pop() if lines and not (ended or text.endswith("\n")) else ""
        if len(rest) >= MAX_LINE:
            raise Unreadable(
                said("has a line of more than a million characters."), said("Is it a CSV file?"), number + 1
            )
        yield from lines
        number += len(lines)


def _wrong_byte(error: UnicodeDecodeError, lines_before: int) -> Unreadable:
    before = error.object[: error.start]
    row = lines_before + before.count(b"\n") + 1
    if "unexpected end" in error.reason or "truncated" in error.reason:
        return Unreadable(said("breaks off in the middle of a character."), said("Export it again."), row)
    wrong = f"0x{error.object[error.start]:02X}"
    return Unreadable(
        said("byte {byte} is not {encoding}.", byte=wrong, encoding=error.encoding.upper()),
        said('Save it as "CSV UTF-8"; if it cannot be made anew, say how it is written: --encoding cp1252.'),
        row,
    )
