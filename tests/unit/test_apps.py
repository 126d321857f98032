"""Reading app catalogues, and who sees which app."""

from __future__ import annotations

import pytest

from harmony.apps import App, Catalogue
from harmony.apps import load as load_in
from harmony.findings import AppsError
from harmony.model import Audience, Membership, Role


def load(text: str) -> Catalogue:
    """The catalogue of a portal in two languages."""
    return load_in(text, ("en", "es"))


ONE = """\
[[app]]
id = "story"
name = {en = "Story Doors", es = "Puerta de cuentos"}
link = "https://stories.example/start?from=portal#top"
icon = "story.svg"
background = "sky"
category = "read"
[app.who]
grades = ["01", "02"]
"""


def membership(
    role: Role = Role.STUDENT,
    *,
    grades: tuple[str, ...] = (),
    schools: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
) -> Membership:
    """Where somebody belongs."""
    return Membership(role, frozenset(grades), frozenset(schools), frozenset(classes))


def app(who: str = "", *, link: str = "https://x.example/") -> str:
    """A catalogue of one app with this rule."""
    return f'[[app]]\nid = "x"\nname = "X"\nlink = "{link}"\n{who}'


def refusal(text: str) -> str:
    """What is said about a catalogue that is refused."""
    with pytest.raises(AppsError) as caught:
        load(text)
    return str(caught.value)


def test_an_app_is_read() -> None:
    """Every key of an app comes out as it was written."""
    assert load(ONE).apps == (
        App(
            id="story",
            names={"en": "Story Doors", "es": "Puerta de cuentos"},
            icon="story.svg",
            background="sky",
            category="read",
            link="https://stories.example/start?from=portal#top",
            audience=Audience(grades=frozenset({"01", "02"})),
        ),
    )


def test_what_may_be_left_out_has_a_neutral_value() -> None:
    """An app needs no more than an id, a name and a link; nobody sees it yet."""
    (bare,) = load(app()).apps
    assert (bare.icon, bare.background, bare.category) == ("", "paper", "more")
    assert bare.names == {"en": "X"}
    assert bare.audience == Audience()


def test_a_missing_translation_falls_back_to_english() -> None:
    """An app that has no Spanish name is shown by its English one."""
    assert load(app().replace('"X"', '{en = "Doors"}')).apps[0].names == {"en": "Doors"}


def test_a_catalogue_may_be_empty() -> None:
    """A new district has no apps yet."""
    assert load("# nothing yet\n").apps == ()


def test_apps_keep_the_order_of_the_file() -> None:
    """The dashboard shows what the district wrote first, first."""
    text = "".join(app("[app.who]\neveryone = true\n").replace('"x"', f'"{name}"') for name in "cab")
    assert [each.id for each in load(text).visible_to(membership())] == ["c", "a", "b"]


STUDENT_01 = membership(grades=("01",), schools=("maple",), classes=("room-1", "music"))
TEACHER = membership(Role.TEACHER, schools=("maple",), classes=("room-1",))


@pytest.mark.parametrize(
    ("rule", "student", "teacher"),
    [
        ("", False, False),
        ("[app.who]", False, False),
        ("[app.who]\neveryone = false", False, False),
        ("[app.who]\neveryone = true", True, True),
        ('[app.who]\nroles = ["student"]', True, False),
        ('[app.who]\nroles = ["teacher", "administrator"]', False, True),
        ('[app.who]\ngrades = ["KG", "01"]', True, False),
        ('[app.who]\ngrades = ["02"]', False, False),
        ('[app.who]\nschools = ["maple"]', True, True),
        ('[app.who]\nschools = ["birch"]', False, False),
        ('[app.who]\nclasses = ["music"]', True, False),
        ('[app.who]\nroles = ["teacher"]\nclasses = ["room-1"]', False, True),
        (
            '[app.who]\nroles = ["student"]\ngrades = ["01"]\nschools = ["maple"]\nclasses = ["music"]',
            True,
            False,
        ),
        ('[app.who]\nroles = ["student"]\nschools = ["birch"]', False, False),
        ("[app.who]\nroles = []", False, False),
        ('[app.who]\nroles = ["student"]\ngrades = []', False, False),
    ],
)
def test_a_rule_lets_in_whom_all_of_it_matches(rule: str, student: bool, teacher: bool) -> None:
    """T-27: every dimension given must match, in a dimension any value; nothing given lets nobody in."""
    catalogue = load(app(rule))
    assert bool(catalogue.visible_to(STUDENT_01)) is student
    assert bool(catalogue.visible_to(TEACHER)) is teacher


@pytest.mark.parametrize(
    "link",
    [
        "https://x.example",
        "https://x.example:8443/a/b?c=d#e",
        "https://[2001:db8::1]/",
        "http://localhost:3000/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "/demo-app.html?app=story",
        "/",
    ],
)
def test_links_that_may_be_used(link: str) -> None:
    """Encrypted anywhere, http to this machine, and paths on this site."""
    assert load(app(link=link)).apps[0].link == link


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("javascript:alert(1)", "not a web address"),
        ("JavaScript:alert(1)", "not a web address"),
        ("data:text/html,x", "not a web address"),
        ("ftp://x.example/", "not a web address"),
        ("http://x.example/", "not encrypted"),
        ("http://127.0.0.1.x.example/", "not encrypted"),
        ("http://localhost.x.example/", "not encrypted"),
        ("//x.example/", "another site"),
        ("/\\\\x.example/", "backslash"),
        ("https:\\\\\\\\x.example/", "backslash"),
        ("https://", "names no site"),
        ("https:///path", "names no site"),
        ("https:x.example", "names no site"),
        ("https://x.example:0/", "names no site"),
        ("https://x.example:port/", "not an address"),
        ("https://[x/", "not an address"),
        ("https://user:secret@x.example/", "user name or password"),
        ("https://user@x.example/", "user name or password"),
        ("https://x.example/a b", "space"),
        (" https://x.example/", "space"),
        ("java\\tscript:alert(1)", "control character"),
        ("https://x.example/\\u202e", "control character"),
        ("x.example/start", "not a web address"),
        ("https://x.example/" + "a" * 2000, "longer than 2000"),
    ],
)
def test_links_that_may_not_be_used(link: str, said: str) -> None:
    """T-27: a link that could run script, leak or mislead is refused with the reason."""
    assert 'app "x", link: ' in refusal(app(link=link))
    assert said in refusal(app(link=link))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"story"', '"Story Doors"', 'app "Story Doors", id: must be of small letters'),
        ('id = "story"', "", "app 1, id: is missing."),
        ('id = "story"', "id = 7", "app 1, id: must be a text in quotes."),
        ('name = {en = "Story Doors", es = "Puerta de cuentos"}', "", 'app "story", name: is missing.'),
        ('en = "Story Doors", ', "", 'app "story", name, en: is missing.'),
        ('"Puerta de cuentos"', "7", 'app "story", name, es: must be a text'),
        ('"Puerta de cuentos"', '" "', 'app "story", name, es: must not be empty'),
        ("es =", "fr =", 'app "story", name, fr: this key is not known.'),
        ('"sky"', '"blue"', 'background: must be one of "sky", "marigold"'),
        ('"read"', '["read"]', 'category: must be one of "read", "numbers"'),
        ('"story.svg"', '"../story.svg"', "icon: must be the name of an .svg or .png file"),
        ('"story.svg"', '"story.gif"', "icon: must be the name of an .svg or .png file"),
        ("background", "backround", 'backround: this key is not known. Did you mean "background"?'),
        ("grades", "grade", 'who, grade: this key is not known. Did you mean "grades"?'),
        ('"02"]', '"K"]', 'who, grades: "K" is not known. Known are "PK", "KG", "01"'),
        ('["01", "02"]', "[1, 2]", "who, grades: must be a list of texts in quotes"),
        ('["01", "02"]', '"01"', "who, grades: must be a list of texts in quotes"),
        ("grades =", "everyone = true\ngrades =", "everyone: stands beside lists that say otherwise"),
        ("grades =", 'everyone = "yes"\ngrades =', "everyone: must be true or false"),
        ('grades = ["01", "02"]', 'roles = ["pupil"]', 'roles: "pupil" is not known. Known are "student"'),
        ("[app.who]\ngrades", "who", "who: must be a table"),
        ("[app.who]", "everyone = true\n[app.who]", "everyone: this key belongs under [app.who]."),
        ("[[app]]", "[app]", "double brackets"),
        ("[[app]]", '[[apps]]\nid = "x"\n[[app]]', '"apps": only [[app]]'),
        ('"story.svg"', '"story.svg', "row 5, column 18: Not TOML"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, said: str) -> None:
    """A finding names the app and the key, and says what would be right."""
    assert old in ONE
    assert said in refusal(ONE.replace(old, new, 1))


def test_an_id_may_be_used_once() -> None:
    """Two apps of one id could not be told apart in the audit."""
    assert refusal(ONE + ONE) == 'apps.toml: app "story", id: 2 apps have it; each needs its own.'


def test_everything_wrong_is_said_at_once() -> None:
    """Whoever mends a catalogue sees all of it, not one thing a try."""
    text = refusal(ONE.replace('"sky"', '"blue"').replace("https", "http").replace('"02"', '"99"'))
    assert len(text.splitlines()) == 3


def test_endless_nesting_is_refused() -> None:
    """A file that would exhaust the parser is refused like any other."""
    assert "nested" in refusal("app = " + "[" * 100_000)


PIN = '[[start_here]]\napp = "x"\nfrom = {en = "Ms. Rivera", es = "la Sra. Rivera"}\n[start_here.who]\n'


def test_the_first_pin_that_is_somebody_s_is_theirs() -> None:
    """A pin has a rule of its own, and shows nobody an app that they do not see."""
    pins = PIN + 'classes = ["a"]\n' + PIN.replace("Ms. Rivera", "Mr. Oh") + "everyone = true\n"
    catalogue = load(app('[app.who]\nroles = ["student"]\n') + pins)
    in_class = catalogue.pinned_for(membership(classes=("a",)))
    elsewhere = catalogue.pinned_for(membership())
    assert in_class
    assert in_class.sender == {"en": "Ms. Rivera", "es": "la Sra. Rivera"}
    assert elsewhere
    assert elsewhere.sender["en"] == "Mr. Oh"
    assert catalogue.pinned_for(membership(Role.TEACHER, classes=("a",))) is None


@pytest.mark.parametrize(
    ("pin", "sentence"),
    [
        (PIN.replace('"x"', '"y"'), 'start_here 1, app: must be one of "x".'),
        (PIN.replace("from", "form"), 'start_here 1, form: this key is not known. Did you mean "from"?'),
        (PIN.replace("Ms. Rivera", "M" * 41), "start_here 1, from, en: must not be longer than 40"),
        (PIN + 'grade = ["01"]\n', 'start_here 1, who, grade: this key is not known. Did you mean "grades"?'),
        ('[start_here]\napp = "x"\n', "start_here: write [[start_here]] with double brackets"),
    ],
)
def test_a_pin_that_is_wrong_is_told(pin: str, sentence: str) -> None:
    """With its place in the file, the key, and what would be right."""
    assert sentence in refusal(app("[app.who]\neveryone = true\n") + pin)
