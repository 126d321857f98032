"""The texts: complete, alike in every language, in the voice of the portal."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_steps import npm
from build_steps.site.words import fill
from harmony_words import FOLDER, LANGUAGES, WordsError, best, languages, read, texts
from harmony_words.checking import Wrong, findings, not_yet_read
from harmony_words.texts import file_names, read_file

GREETINGS = {"start.title", "hint.found.title", "success.title", "load.lead"}
FOR_FAMILIES = (
    *("family", "camera_check.", "devices."),
    *("page_insecure.grown_up", "net_school.unproven", "net_fault.detail"),
)
FOR_STAFF = ("staff.", "console.", "roster_", "invitation.", "test.", "findings.", "meanings.")
FOR_GROWN_UPS = (*FOR_FAMILIES, *FOR_STAFF)

TEXTS = {
    language.code: {
        key: text
        for name in file_names(FOLDER, language)
        for key, text in texts(read_file(FOLDER, language, name).tables)
    }
    for language in languages()
}
ALL = [(code, name) for code in LANGUAGES for name in TEXTS[code]]


def test_nothing_is_to_be_mended() -> None:
    """No text is missing, superfluous, still English, filled otherwise or without one of its plural forms."""
    assert [str(each) for each in findings()] == []


def test_the_plural_forms_are_those_that_browsers_choose() -> None:
    """Each language's manifest has the forms that Unicode's rules choose, as Intl has them, up to 1000."""
    script = (
        "const numbers = Array.from({length: 1001}, (_, n) => n);"
        "const seen = (tag) => [...new Set(numbers.map((n) => new Intl.PluralRules(tag).select(n)))];"
        f"console.log(JSON.stringify({json.dumps(LANGUAGES)}.map(seen)));"
    )
    done = subprocess.run([npm.node(), "-e", script], capture_output=True, check=True)
    assert [set(each.plurals) for each in languages()] == [set(forms) for forms in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (("es-MX", "en"), "es"),
        (("nah", "vi-VN"), "vi"),
        (("ar-EG",), "ar"),
        (("zh-CN",), "zh-Hans"),
        (("zh",), "zh-Hans"),
        (("zh-hans-sg",), "zh-Hans"),
        (("zh-TW", "es"), "es"),
        (("fr",), None),
    ],
)
def test_a_wish_is_met_by_what_its_reader_reads(wishes: tuple[str, ...], code: str | None) -> None:
    """A region leads to its language, and of Chinese to the script that is read there; as in a browser."""
    found = best(wishes, languages())
    assert (found and found.code) == code


def test_only_a_greeting_or_a_success_exclaims() -> None:
    """Anywhere else an exclamation mark shouts at a child."""
    exclaims = {(code, name) for code, name in ALL if set("!¡！") & set(TEXTS[code][name])}
    assert exclaims == {(code, name) for code, name in ALL if name in GREETINGS}


def is_short(text: str, words: int) -> bool:
    """Whether a text has so many words, or their length in English: not all languages space words."""
    return len(text.split()) <= words or len(text) <= 5 * words


def test_a_hint_is_short() -> None:
    """A hint is read in passing, with a badge in the hand: six words or fewer."""
    hints = [(code, name) for code, name in ALL if name.startswith("hint.")]
    assert [each for each in hints if not is_short(TEXTS[each[0]][each[1]], 6)] == []


def test_a_heading_is_short() -> None:
    """A heading is one thing: seven words or fewer."""
    headings = [(code, name) for code, name in ALL if name.endswith(".title")]
    assert [each for each in headings if not is_short(TEXTS[each[0]][each[1]], 7)] == []


def test_children_are_not_spoken_to_in_technical_words() -> None:
    """No word on a child's screen that a six-year-old does not say."""
    hard = re.compile(
        r"authenticat|permission|\bQR\b|invalid|session|error|denied|expired|autentic|permiso|inválid|sesión",
        re.IGNORECASE,
    )
    of_children = [(code, name) for code, name in ALL if not name.startswith(FOR_GROWN_UPS)]
    assert [each for each in of_children if hard.search(TEXTS[each[0]][each[1]])] == []


def test_grown_ups_are_addressed_as_usted() -> None:
    """Spanish for families and staff never says "tú", but for what a child reads on a slip of paper."""
    informal = re.compile(r"\b(tú|tu|tus|ti|toca|muestra|espera)\b", re.IGNORECASE)
    names = [
        name for name in TEXTS["es"] if name.startswith((*FOR_STAFF, "family.", "page_insecure.grown_up"))
    ]
    wrong = [name for name in names if informal.search(TEXTS["es"][name])]
    assert [name for name in wrong if not name.startswith("staff.slip.")] == []


ENGLISH = 'name = "English"\ndirection = "ltr"\nplurals = ["one", "other"]\nstaff = true\nfirst = true\n'
SPANISH = 'name = "Español"\ndirection = "ltr"\nplurals = ["one", "other"]\nstaff = true\n'


def written(tmp_path: Path, english: str, spanish: str | None) -> Path:
    """A folder of words with one file in each language, or in English alone."""
    for code, manifest, content in (("en", ENGLISH, english), ("es", SPANISH, spanish)):
        folder = tmp_path / "words" / code
        folder.mkdir(parents=True)
        (folder / "language.toml").write_text(manifest, encoding="utf-8")
        if content is not None:
            (folder / "door.toml").write_text(content, encoding="utf-8")
    return tmp_path / "words"


HELLO, HOLA = '[start]\ntitle = "Hello"\n', '[start]\ntitle = "Hola"\n'


@pytest.mark.parametrize(
    ("english", "spanish", "wrong", "sentence"),
    [
        (HELLO, "[start]\n", Wrong.MISSING, "words/es/door.toml: start.title is missing"),
        (
            HELLO,
            HOLA + 'lead = "Entra"\n',
            Wrong.SUPERFLUOUS,
            "words/es/door.toml: start.lead is superfluous",
        ),
        (HELLO, '[start.title]\nbig = "Hola"\n', Wrong.MISSING, "words/es/door.toml: start.title is missing"),
        (HELLO, None, Wrong.MISSING, "words/es/door.toml: the file is missing"),
        (HELLO, HELLO, Wrong.STILL_FIRST, "words/es/door.toml: start.title is not translated: Hello"),
        (HELLO, 'same = ["start.titel"]\n' + HOLA, Wrong.MARK, "words/es/door.toml: start.titel is marked"),
        (
            '[start]\ntitle = "Hello {name}"\n',
            '[start]\ntitle = "Hola {nombre}"\n',
            Wrong.PLACES,
            "words/es/door.toml: start.title must fill {name}",
        ),
        (
            '[start]\ntitle = {one = "an app", other = "{n} apps"}\n',
            '[start]\ntitle = {other = "{n} app"}\n',
            Wrong.FORMS,
            "words/es/door.toml: start.title has the forms other, and needs one, other",
        ),
    ],
)
def test_where_languages_differ_is_named(
    tmp_path: Path, english: str, spanish: str | None, wrong: Wrong, sentence: str
) -> None:
    """The file and the key that one language lacks, has beyond the other, or says otherwise."""
    found = [each for each in findings(written(tmp_path, english, spanish)) if each.wrong is wrong]
    assert found
    assert str(found[0]).startswith(sentence)


@pytest.mark.parametrize(
    ("english", "spanish", "sentence"),
    [
        (HELLO, None, "words/es/door.toml is missing"),
        (HELLO, '[start]\ntitle = ""\n', "words/es/door.toml: start.title is not a text."),
        ("[start]\ntitle = 1\n", HOLA, "words/en/door.toml: start.title is not a text."),
        (HELLO, "[start", "words/es/door.toml is no TOML"),
        (HELLO, "same = 1\n" + HOLA, "words/es/door.toml: same is no list of names."),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, english: str, spanish: str | None, sentence: str
) -> None:
    """Whoever reads it is told the file, and what to mend in it."""
    with pytest.raises(WordsError, match=re.escape(sentence)):
        read(["door"], written(tmp_path, english, spanish))


def test_one_language_stands_at_the_root(tmp_path: Path) -> None:
    """Not two, and not none: which it is has to be said."""
    folder = written(tmp_path, HELLO, HOLA)
    shutil.rmtree(folder / "en")
    with pytest.raises(WordsError, match="first = true"):
        languages(folder)


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [(None, "is missing"), ("name = ", "does not describe"), ('tongue = "fr"', "does not describe")],
)
def test_a_folder_that_is_no_language_is_named(tmp_path: Path, manifest: str | None, sentence: str) -> None:
    """Whoever adds one is told what its manifest lacks."""
    folder = written(tmp_path, HELLO, HOLA)
    (folder / "fr").mkdir()
    if manifest is not None:
        (folder / "fr" / "language.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(WordsError, match=f"words/fr/language.toml {sentence}"):
        languages(folder)


def test_what_no_speaker_has_read_is_counted(tmp_path: Path) -> None:
    """By marks at the top of a file: all of it, a table, or a text."""
    two = '[start]\ntitle = "Hola"\nlead = "Entra"\n[end]\ntitle = "Adiós"\n'
    for mark, count in (('["*"]', 3), ('["start"]', 2), ('["start.lead"]', 1), ("[]", 0)):
        folder = written(tmp_path / str(count), HELLO, f"not_yet_read = {mark}\n{two}")
        assert not_yet_read(folder) == {"en": (0, 1), "es": (count, 3)}


def test_what_is_for_staff_is_in_the_languages_of_staff(tmp_path: Path) -> None:
    """A file of staff's is not missing where the console is not written."""
    folder = written(tmp_path, HELLO, HOLA)
    (folder / "en" / "door.toml").rename(folder / "en" / "staff-door.toml")
    (folder / "es" / "door.toml").unlink()
    assert [each.wrong for each in findings(folder)] == [Wrong.MISSING]
    (folder / "es" / "language.toml").write_text(SPANISH.replace("staff = true\n", ""), encoding="utf-8")
    languages.cache_clear()
    assert list(findings(folder)) == []
    assert set(read(["staff-door"], folder)) == {"en"}


def test_a_table_stands_in_one_file(tmp_path: Path) -> None:
    """Of two files that a page reads together, none hides what the other says."""
    folder = written(tmp_path, HELLO, HOLA)
    for code in ("en", "es"):
        (folder / code / "again.toml").write_text(HELLO, encoding="utf-8")
    with pytest.raises(WordsError, match=r"words/en/again\.toml: a file read with it has start too"):
        read(["door", "again"], folder)


def test_filling_escapes_text_and_values() -> None:
    """Neither a text nor what is put into it can become markup by accident."""
    assert fill("<{name}>", name="a&b") == "&lt;a&amp;b&gt;"
