"""The texts: complete, alike in every language, in the voice of the portal."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from build_steps.site.pages import PageError, fill, in_language, read_words
from harmony.languages import LANGUAGES

WORDS = Path(__file__).parents[2] / "web" / "words.toml"
GREETINGS = {"start.title", "hint.found.title", "success.title", "load.lead"}
FOR_FAMILIES = ("family.", "page_insecure.grown_up")


def texts(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of one language with its dotted name."""
    for name, entry in table.items():
        if isinstance(entry, str):
            yield prefix + name, entry
        else:
            yield from texts(entry, f"{prefix}{name}.")


TEXTS = {code: dict(texts(in_language(read_words(WORDS), code))) for code in LANGUAGES}
ALL = [(code, name) for code in LANGUAGES for name in TEXTS[code]]


@pytest.mark.parametrize("name", TEXTS["en"])
def test_every_language_fills_the_same_places(name: str) -> None:
    """A place in braces that one language lacks would lose a number or a name."""
    places = [sorted(re.findall(r"\{\w+\}", TEXTS[code][name])) for code in LANGUAGES]
    assert all(found == places[0] for found in places)


@pytest.mark.parametrize(("code", "name"), ALL)
def test_only_a_greeting_or_a_success_exclaims(code: str, name: str) -> None:
    """Anywhere else an exclamation mark shouts at a child."""
    exclaims = bool(set("!¡") & set(TEXTS[code][name]))
    assert exclaims == (name in GREETINGS)


@pytest.mark.parametrize(("code", "name"), [pair for pair in ALL if pair[1].startswith("hint.")])
def test_a_hint_is_short(code: str, name: str) -> None:
    """A hint is read in passing, with a badge in the hand: six words or fewer."""
    assert len(TEXTS[code][name].split()) <= 6


@pytest.mark.parametrize(("code", "name"), [pair for pair in ALL if pair[1].endswith(".title")])
def test_a_heading_is_short(code: str, name: str) -> None:
    """A heading is one thing: seven words or fewer."""
    assert len(TEXTS[code][name].split()) <= 7


@pytest.mark.parametrize(("code", "name"), [pair for pair in ALL if not pair[1].startswith(FOR_FAMILIES)])
def test_children_are_not_spoken_to_in_technical_words(code: str, name: str) -> None:
    """No word on a child's screen that a six-year-old does not say."""
    hard = (
        r"authenticat|permission|\bQR\b|invalid|session|error|denied|expired|autentic|permiso|inválid|sesión"
    )
    assert not re.search(hard, TEXTS[code][name], re.IGNORECASE)


@pytest.mark.parametrize("name", [name for name in TEXTS["es"] if name.startswith(FOR_FAMILIES)])
def test_families_are_addressed_as_usted(name: str) -> None:
    """Spanish for families never says "tú"."""
    assert not re.search(r"\b(tú|tu|tus|ti|toca|muestra|espera)\b", TEXTS["es"][name], re.IGNORECASE)


def test_a_text_without_a_language_is_named(tmp_path: Path) -> None:
    """The build stops with the name of the text and of the language it lacks."""
    path = tmp_path / "words.toml"
    path.write_text('[start]\ntitle = { en = "Hello" }\n', encoding="utf-8")
    with pytest.raises(PageError, match=r"start: title has no text in the language 'es'"):
        read_words(path)


def test_a_text_that_is_no_table_of_languages_is_named(tmp_path: Path) -> None:
    """A bare string, in which a language cannot be told, is refused by name."""
    path = tmp_path / "words.toml"
    path.write_text('[start]\ntitle = "Hello"\n', encoding="utf-8")
    with pytest.raises(PageError, match="title is not a text in en and es"):
        read_words(path)


def test_filling_escapes_text_and_values() -> None:
    """Neither a text nor what is put into it can become markup by accident."""
    assert fill("<{name}>", name="a&b") == "&lt;a&amp;b&gt;"
