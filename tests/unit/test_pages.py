"""The rendered pages: complete, safe under their policy, usable without scripts, and as documented."""

import re
from collections import Counter
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli
import pytest

from build_steps.site import manifests
from build_steps.site.assets import PageAssets
from build_steps.site.pages import SHARED_WORDS, drawing_files, render, render_late
from harmony_words import FOLDER, LANGUAGES, Language, languages, named, tables
from harmony_words.checking import as_read, unused
from harmony_words.texts import file_names
from tests.unit.page_tree import Element, parse

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
PAGES = manifests.read_all(WEB)
ASSETS = {page.name: PageAssets("/assets/portal.css", "/assets/boot.mjs") for page in PAGES}
PARTS = render_late(WEB, PAGES)
LATE = {
    page.path_in(language): "".join(part[language.code] for part in PARTS[page.name].values())
    for page in PAGES
    for language in page.languages
}
FIRST = render(WEB, PAGES, ASSETS)
SITE = {name: html + LATE[name] for name, html in FIRST.items()} | drawing_files()
"""Every page with its late parts behind it, as a browser has them in the end."""
HTML = sorted(name for name in SITE if name.endswith(".html"))
STUDENT_PAGES = [path for page in PAGES if page.name == "student" for path in page.paths]
TEST_IDS = (
    *("badge-button", "camera", "status", "username", "password", "sign-in", "password-error"),
    *("dashboard", "student-name", "app-tile", "sign-out", "photo-input"),
    *("backup-code-link", "tabs-open", "is-me", "not-me", "next-student", "account-link"),
    *("own-door", "keep-door", "take-door", "pin-pad", "pin-take-back", "picture-grid"),
)
KEYS = {"pin-digit": 10, "picture-choice": 12}
"""Of which there are several on one screen."""

PAGE_OF = {path: page for page in PAGES for path in page.paths}
TREES = {name: parse(SITE[name]) for name in HTML}


def language_of(name: str) -> Language:
    """The language that a page's address says."""
    return named(name.partition("/")[0])


def values(name: str, attribute: str) -> list[str]:
    """Every value of an attribute in a page, in order."""
    found = (element.attributes.get(attribute) for element in TREES[name].walk())
    return [value for value in found if value is not None]


def screens(name: str) -> dict[str, Element]:
    """The screens of a student's page by name."""
    sections = (element for element in TREES[name].walk() if element.tag == "section")
    return {str(s.attributes["data-screen"]): s for s in sections if "data-screen" in s.attributes}


def test_every_page_is_written_in_every_language() -> None:
    """The first language stands at the root of the site, others in their folders; the console in staff's."""
    assert set(HTML) == {page.path_in(language) for page in PAGES for language in page.languages}
    assert {page.name for page in PAGES if page.languages != languages()} == {
        "staff",
        "invitation",
        "substitute",
    }
    for name in HTML:
        language = language_of(name)
        assert SITE[name].count(f'<html lang="{language.code}" dir="{language.direction}"') == 1


@pytest.mark.parametrize("name", HTML)
def test_no_inline_script_or_style(name: str) -> None:
    """The content security policy allows none, not even in a drawing."""
    for element in TREES[name].walk():
        assert element.tag != "style"
        assert "style" not in element.attributes
        assert not [attribute for attribute in element.attributes if attribute.startswith("on")]
        if element.tag == "script":
            assert element.attributes.get("src")
            assert not element.text()


@pytest.mark.parametrize("name", HTML)
def test_nothing_comes_from_elsewhere(name: str) -> None:
    """No page names another origin."""
    for attribute in ("src", "href", "action"):
        assert not [value for value in values(name, attribute) if re.match(r"(\w+:)?//", value)]


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_ids_for_tests_stand_once(name: str) -> None:
    """Those who drive the page find each part, and only one."""
    assert Counter(values(name, "data-testid")) == dict.fromkeys(TEST_IDS, 1) | KEYS


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_only_the_start_shows_before_scripts(name: str) -> None:
    """Every other screen waits, hidden."""
    assert [screen for screen, s in screens(name).items() if "hidden" not in s.attributes] == ["start"]


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_the_form_can_be_reached_by_address_alone(name: str) -> None:
    """The form stands before the start screen, which `:target` then hides; by itself it sends nothing."""
    order = list(screens(name))
    assert order.index("password") < order.index("start")
    section = screens(name)["password"]
    assert section.attributes["id"] == "password"
    assert "entry" in str(section.attributes["class"]).split()
    assert [e.attributes["method"] for e in section.walk() if e.tag == "form"] == ["dialog"]
    assert "#password" in [e.attributes.get("href") for e in screens(name)["start"].walk()]


def named_later(element: Element) -> bool:
    """Whether a script fills a control of the console, or something in it, by a slot's name."""
    return any({"data-slot", "data-t"} & each.attributes.keys() for each in element.walk())


@pytest.mark.parametrize("name", HTML)
def test_every_control_has_a_name(name: str) -> None:
    """A screen reader can say what each link, button and field is."""
    elements = list(TREES[name].walk())
    labelled = {e.attributes["for"] for e in elements if e.tag == "label" and "for" in e.attributes}
    labels = [e for e in elements if e.tag == "label" and (e.text() or named_later(e))]
    labelled_inside = [e for label in labels for e in label.walk()]
    for element in elements:
        if element.attributes.get("data-testid") == "app-tile" or named_later(element):
            continue  # a template; its name is the app's, the child's, …
        if element.tag in {"a", "button", "summary"}:
            assert element.text() or element.attributes.get("aria-label")
        if element.tag == "input":
            has_label = element.attributes.get("id") in labelled or element in labelled_inside
            assert has_label or element.attributes.get("aria-label")
        if element.tag in {"video", "progress", "nav"} and "ways" not in str(element.attributes.get("class")):
            assert element.attributes.get("aria-label")


@pytest.mark.parametrize("name", HTML)
def test_references_lead_somewhere(name: str) -> None:
    """Ids are unique, and whatever names an id inside the page finds it."""
    ids = values(name, "id")
    assert len(ids) == len(set(ids))
    wanted = {value[1:] for value in values(name, "href") if value.startswith("#")} - {""}
    wanted |= set(values(name, "for"))
    wanted |= {one for value in values(name, "aria-describedby") for one in value.split()}
    assert wanted <= set(ids)


@pytest.mark.parametrize("name", HTML)
def test_links_stay_in_the_site(name: str) -> None:
    """Every relative link leads to a page or drawing that is written; `/assets/` is the build's."""
    for link in (value.split("#")[0] for value in values(name, "href")):
        if link and not link.startswith("/assets/"):
            target = normpath(join("/", dirname(name), link + ("index.html" if link.endswith("/") else "")))
            assert target.lstrip("/") in SITE, link


@pytest.mark.parametrize("name", [path for page in PAGES if page.anywhere for path in page.paths])
def test_a_page_shown_anywhere_has_no_relative_link(name: str) -> None:
    """What stands at an address that is not its own finds its way all the same."""
    links = [value for attribute in ("href", "src") for value in values(name, attribute)]
    assert links
    assert not [link for link in links if not link.startswith(("/", "#"))]
    assert f"/{language_of(name).folder}" in links


@pytest.mark.parametrize("name", HTML)
def test_a_language_leads_to_the_same_page(name: str) -> None:
    """Who changes the language stays where they are, and the page's own language is marked."""
    links = [e.attributes for e in TREES[name].walk() if "hreflang" in e.attributes]
    assert [link["hreflang"] for link in links] == [each.code for each in PAGE_OF[name].languages]
    assert [link["hreflang"] for link in links if "aria-current" in link] == [language_of(name).code]


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_one_yellow_control_on_a_screen(name: str) -> None:
    """Yellow is where the finger goes next, so there is never a choice of two."""
    for screen, section in screens(name).items():
        yellow = [e for e in section.walk() if "go" in str(e.attributes.get("class")).split()]
        assert len(yellow) <= 1, screen


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_every_screen_has_one_heading(name: str) -> None:
    """The heading takes the focus when its screen comes."""
    for screen, section in screens(name).items():
        headings = [e for e in section.walk() if e.tag == "h1"]
        assert [h.attributes.get("tabindex") for h in headings] == ["-1"], screen


@pytest.mark.parametrize(
    "attribute", ["data-action", "data-screen", "data-slot", "data-problem", "data-testid"]
)
def test_the_contract_with_the_scripts_is_documented(attribute: str) -> None:
    """Whatever a script may look for stands in docs/look.md."""
    documented = set(re.findall(r"[\w-]+", (ROOT / "docs" / "look.md").read_text(encoding="utf-8")))
    assert set(values("index.html", attribute)) <= documented


def test_every_documented_action_exists() -> None:
    """The table of actions in docs/look.md promises nothing that no control has."""
    text = (ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    table = text.split("| `data-action` | does |")[1].split("\n\n")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    promised = {action for cell in first_cells for action in re.findall(r"`([\w-]+)`", cell)}
    assert promised == set(values("index.html", "data-action"))


@pytest.mark.parametrize("name", STUDENT_PAGES)
def test_no_keyboard_changes_or_sends_what_is_typed(name: str) -> None:
    """Neither field capitalises, corrects or sends to a spelling service, the password when shown too."""
    fields = {
        each.attributes.get("id"): each.attributes for each in TREES[name].walk() if each.tag == "input"
    }
    off = {
        "autocapitalize": "none",
        "autocorrect": "off",
        "spellcheck": "false",
        "writingsuggestions": "false",
        "inputmode": "text",
    }
    for field, purpose in (("username-field", "username"), ("password-field", "current-password")):
        assert off.items() | {("autocomplete", purpose)} <= fields[field].items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_used(language: str) -> None:
    """A text that no page shows, and that no page has for its scripts as JSON, is not kept."""
    shown = as_read("".join(SITE[name] for name in HTML if language_of(name).code == language))
    of_pages = {SHARED_WORDS, *(name for page in PAGES for name in page.words)}
    files = set(file_names(FOLDER, named(language)))
    assert files - of_pages == {each for each in ("mail", "slip", "staff-mail") if named(language).has(each)}
    assert [key for name in files & of_pages for key in unused(tables(name, language), shown)] == []


def test_a_page_and_its_style_fit_a_slow_line() -> None:
    """The student's page with its styles travels in 18 KB, before the first script."""
    styles = [path for path in sorted(WEB.rglob("*.css")) if not path.is_relative_to(WEB / "staff")]
    css = "".join(path.read_text(encoding="utf-8") for path in styles)
    for name in STUDENT_PAGES:
        assert len(brotli.compress(FIRST[name].encode())) + len(brotli.compress(css.encode())) < 18_000
