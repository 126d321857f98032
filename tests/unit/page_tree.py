"""A page as a tree of elements, read with the standard library's parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "img", "link", "meta"})


@dataclass
class Element:
    """An element with its attributes, children, and the text directly in it."""

    tag: str
    attributes: dict[str, str | None]
    children: list["Element"] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """The element and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def text(self) -> str:
        """All text in it, with the words that the page fills in later."""
        words = (
            each for element in self.walk() for each in (*element.words, element.attributes.get("data-words"))
        )
        return " ".join(filter(None, words)).strip()


def parse(html: str) -> Element:
    """Read HTML whose every element is closed; AssertionError for any that is not."""
    parser = _Parser()
    parser.feed(html)
    assert len(parser.open) == 1, f"<{parser.open[-1].tag}> is not closed"
    return parser.open[0]


class _Parser(HTMLParser):
    """Puts each element into the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a void one is closed at once."""
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an SVG element that closes itself."""
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open, which must be of this kind."""
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text that is not only space."""
        if data.strip():
            self.open[-1].words.append(data.strip())
