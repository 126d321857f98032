"""The texts: complete, alike in every language, in the voice of the portal."""

import re
from pathlib import Path

import pytest

from build_steps.site import words
from build_steps.site.errors import PageError
from build_steps.site.words import fill, texts
from harmony.languages import LANGUAGES

WORDS = Path(__file__).parents[2] / "web" / "words"
FILES = sorted(path.stem for path in (WORDS / LANGUAGES[0]).glob("*.toml"))
GREETINGS = {"start.title", "hint.found.title", "success.title", "load.lead"}
FOR_FAMILIES = ("family.", "page_insecure.grown_up")
FOR_STAFF = ("staff.", "console.")
FOR_GROWN_UPS = (*FOR_FAMILIES, *FOR_STAFF)


TEXTS = {code: dict(texts(tables)) for code, tables in words.read(WORDS, FILES).items()}
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


@pytest.mark.parametrize(("code", "name"), [pair for pair in ALL if not pair[1].startswith(FOR_GROWN_UPS)])
def test_children_are_not_spoken_to_in_technical_words(code: str, name: str) -> None:
    """No word on a child's screen that a six-year-old does not say."""
    hard = (
        r"authenticat|permission|\bQR\b|invalid|session|error|denied|expired|autentic|permiso|inválid|sesión"
    )
    assert not re.search(hard, TEXTS[code][name], re.IGNORECASE)


@pytest.mark.parametrize("name", [name for name in TEXTS["es"] if name.startswith(FOR_GROWN_UPS)])
def test_grown_ups_are_addressed_as_usted(name: str) -> None:
    """Spanish for families and staff never says "tú", but for what a child reads on a slip of paper."""
    if name.startswith("staff.slip."):
        return
    assert not re.search(r"\b(tú|tu|tus|ti|toca|muestra|espera)\b", TEXTS["es"][name], re.IGNORECASE)


def written(tmp_path: Path, english: str, spanish: str | None) -> Path:
    """A folder of words with one file in each language, or in English alone."""
    for code, content in (("en", english), ("es", spanish)):
        (tmp_path / "words" / code).mkdir(parents=True)
        if content is not None:
            (tmp_path / "words" / code / "door.toml").write_text(content, encoding="utf-8")
    return tmp_path / "words"


HELLO, HOLA = '[start]\ntitle = "Hello"\n', '[start]\ntitle = "Hola"\n'


@pytest.mark.parametrize(
    ("english", "spanish", "sentence"),
    [
        (HELLO, "[start]\n", "words/es/door.toml: start.title is missing; words/en/door.toml has it."),
        (
            HELLO,
            HOLA + 'lead = "Entra"\n',
            "words/es/door.toml: start.lead is superfluous; words/en/door.toml",
        ),
        (HELLO, '[start.title]\nbig = "Hola"\n', "words/es/door.toml: start.title is missing"),
        (HELLO, None, "words/es/door.toml is missing"),
        (HELLO, '[start]\ntitle = ""\n', "words/es/door.toml: start.title is not a text."),
        ("[start]\ntitle = 1\n", HOLA, "words/en/door.toml: start.title is not a text."),
        (HELLO, "[start", "words/es/door.toml is no TOML"),
    ],
)
def test_where_languages_differ_is_named(
    tmp_path: Path, english: str, spanish: str | None, sentence: str
) -> None:
    """The build stops with the file and the key that one language lacks or has beyond the other."""
    with pytest.raises(PageError, match=re.escape(sentence)):
        words.read(written(tmp_path, english, spanish), ["door"])


def test_a_language_of_its_own_or_none_is_named(tmp_path: Path) -> None:
    """Each language has a folder, and each folder is a language's."""
    folder = written(tmp_path, HELLO, HOLA)
    (folder / "fr").mkdir()
    with pytest.raises(PageError, match="words/fr belongs to no language"):
        words.read(folder, ["door"])
    (folder / "fr").rmdir()
    (folder / "es" / "door.toml").unlink()
    (folder / "es").rmdir()
    with pytest.raises(PageError, match="words/es is missing"):
        words.read(folder, ["door"])


def test_a_table_stands_in_one_file(tmp_path: Path) -> None:
    """Of two files that a page reads together, none hides what the other says."""
    folder = written(tmp_path, HELLO, HOLA)
    for code in LANGUAGES:
        (folder / code / "again.toml").write_text(HELLO, encoding="utf-8")
    with pytest.raises(PageError, match=r"words/en/again\.toml: a file read with it has start too"):
        words.read(folder, ["door", "again"])


def test_filling_escapes_text_and_values() -> None:
    """Neither a text nor what is put into it can become markup by accident."""
    assert fill("<{name}>", name="a&b") == "&lt;a&amp;b&gt;"
