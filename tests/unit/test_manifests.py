"""The pages' manifests: read with their types, and refused in words where something is wrong."""

import shutil
from pathlib import Path

import pytest

from build_steps.site import headers, manifests, policy
from build_steps.site.errors import PageError
from harmony_words import languages

WEB = Path(__file__).parents[2] / "web"
PLAIN = {
    "path": '"claim/index.html"',
    "purpose": '"students claim their accounts"',
    "template": '"claim/claim.html"',
    "words": '["claim"]',
    "offline": "true",
}


def web_with(tmp_path: Path, **changes: str) -> Path:
    """A web folder of one page, whose manifest has these values too; "" leaves one out."""
    folder = tmp_path / "web" / "claim"
    folder.mkdir(parents=True)
    (folder.parent / "words").symlink_to(WEB / "words")
    (folder / "claim.html").write_text("", "utf-8")
    lines = [f"{key} = {value}" for key, value in {**PLAIN, **changes}.items() if value]
    (folder / "page.toml").write_text("\n".join(lines), "utf-8")
    return folder.parent


def test_a_plain_page_needs_five_keys(tmp_path: Path) -> None:
    """What is not said is nothing, and the page's name is that of its folder."""
    (page,) = manifests.read_all(web_with(tmp_path))
    assert page == manifests.Page(
        name="claim",
        path="claim/index.html",
        purpose="students claim their accounts",
        template="claim/claim.html",
        words=("claim",),
        offline=True,
        anywhere=False,
        style=None,
        script=None,
        workers=(),
        late={},
        programs=(),
        cache="no-cache",
        policy={},
        milestones={},
        languages=languages(),
    )
    assert {"claim/index.html", "es/claim/index.html"} <= {*page.paths}


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("path", "", "path: is missing"),
        ("purpose", '""', "purpose: must be a text"),
        ("offline", '"yes"', "offline: must be true or false"),
        ("anywhere", '"yes"', "anywhere: must be true or false"),
        ("words", '"claim"', "words: must be a list of texts"),
        ("workers", "[1]", "workers: must be a list of texts"),
        ("path", '"claim"', 'path: "claim" must be like page.html or folder/index.html'),
        ("path", '"../claim.html"', 'path: "../claim.html" must be like'),
        ("path", '"es/claim.html"', "stands in the folder of a language"),
        ("template", '"claim/door.html"', "template: web/claim/door.html is not there"),
        ("script", '"claim/claim.mjs"', "script: web/claim/claim.mjs is not there"),
        ("workers", '["claim/worker.mjs"]', "workers: web/claim/worker.mjs is not there"),
        ("late", '["claim/done.mjs"]', "late: must be a table of lists"),
        ("late", '{done = ["claim/done.mjs"]}', "late.done: web/claim/done.mjs is not there"),
        ("late", '{done = ["a.css", "b.css"]}', "late.done: must be at most one file of each"),
        ("late", '{done = ["claim/done.png"]}', "late.done: must be at most one file of each"),
        ("programs", '["ruby"]', 'programs: "ruby" is none of runtime, decoder'),
        ("cache", '"public"', 'cache: "public" is none of no-cache, no-store'),
        ("milestones", '{ready = ["all"]}', 'milestones.ready: "all" is none of page, workers, programs'),
        ("milestones", '{ready = "page"}', "milestones.ready: must be a list of texts"),
        ("stile", '"shared/portal.css"', "stile: there is no such key; there are anywhere, cache"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, key: str, value: str, sentence: str) -> None:
    """The build ends with the manifest's path, the key, and what is wrong with it."""
    with pytest.raises(PageError) as raised:
        manifests.read_all(web_with(tmp_path, **{key: value}))
    assert str(raised.value).startswith("web/claim/page.toml: ")
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    ("additions", "sentence"),
    [
        ("{script-src = [\"'unsafe-inline'\"]}", "script-src may not be widened"),
        ("{style-src = [\"'unsafe-inline'\"]}", "style-src may not be widened"),
        ('{connect-src = ["https://elsewhere.example"]}', "connect-src may not be widened"),
        ('{default-src = ["*"]}', "default-src may not be widened"),
        ('{img-src = ["https://elsewhere.example"]}', "img-src may not have https://elsewhere.example"),
        ('{img-src = ["data: blob:"]}', "img-src may not have data: blob:"),
    ],
)
def test_a_policy_is_widened_by_what_is_listed_alone(tmp_path: Path, additions: str, sentence: str) -> None:
    """No manifest lets in a script, a style or another origin."""
    with pytest.raises(PageError, match=rf"^web/claim/page\.toml: policy: {sentence}"):
        manifests.read_all(web_with(tmp_path, policy=additions))


def test_a_manifest_that_is_no_toml_is_named(tmp_path: Path) -> None:
    """A slip of the keyboard ends the build with the file and the place in it."""
    with pytest.raises(PageError, match=r"web/claim/page\.toml is no TOML: .*line 1"):
        manifests.read_all(web_with(tmp_path, path="claim"))


@pytest.mark.parametrize("key", ["name", "path", "milestones"])
def test_pages_do_not_take_each_other_s_place(tmp_path: Path, key: str) -> None:
    """Two pages of one name, address or milestone would overwrite each other without a word."""
    web = web_with(tmp_path, milestones='{claimed = ["page"]}')
    other = web / "account" / ("claim" if key == "name" else "other")
    shutil.copytree(web / "claim", other)
    text = (other / "page.toml").read_text("utf-8")
    text = text if key == "path" else text.replace("claim/index.html", "other.html")
    (other / "page.toml").write_text(text if key == "milestones" else text.replace("claimed", "x"), "utf-8")
    with pytest.raises(PageError, match=f"Two page.toml have the same {key}"):
        manifests.read_all(web)


def applied(text: str, address: str) -> list[tuple[str, str]]:
    """Every header that a `_headers` file gives an address, one entry for each rule that names it."""
    found, matches = [], False
    for line in text.splitlines():
        if line.startswith("/"):
            matches = address.startswith(line[:-1]) if line.endswith("*") else address == line
        elif matches:
            name, _, value = line.strip().partition(": ")
            found.append((name, value))
    return found


def test_a_page_of_its_own_policy_changes_no_other(tmp_path: Path) -> None:
    """Every address has one policy: the page's own, in every language, or the strict one."""
    (own,) = manifests.read_all(
        web_with(tmp_path, policy='{img-src = ["data:"], frame-src = ["blob:"]}', cache='"no-store"')
    )
    strict = manifests.read_all(WEB)
    text = headers.text([own, *strict])
    pages = {f"/{path}": page for page in [own, *strict] for path in page.paths}
    folders = {f"{path.removesuffix('index.html')}": page for path, page in pages.items()}
    for address, page in {**pages, **folders}.items():
        given = applied(text, address)
        assert len(given) == len(dict(given)), address
        assert dict(given).keys() == {*headers.EVERYWHERE, "Cache-Control"}
        assert dict(given)["Content-Security-Policy"] == policy.text(page.policy)
        assert dict(given)["Cache-Control"] == page.cache
    for address in ("/assets/boot.mjs", "/runtime/1/python.wasm", "/service-worker.js", "/art/portal.svg"):
        given = applied(text, address)
        assert len(given) == len(dict(given))
        assert dict(given)["Content-Security-Policy"] == policy.text({})
    assert "img-src 'self' blob: data:;" in policy.text(own.policy)
    assert policy.text(own.policy).endswith("; frame-src blob:")


def test_the_portal_s_pages_add_nothing_to_the_policy() -> None:
    """Every page there is lives under the strict policy, which stands once, for every path."""
    pages = manifests.read_all(WEB)
    assert [page.name for page in pages if page.policy] == []
    text = headers.text(pages)
    assert text.count("Content-Security-Policy") == 1
    assert dict(applied(text, "/anything"))["Content-Security-Policy"] == policy.text({})


def test_every_language_has_its_folder() -> None:
    """The first language stands at the root, and every other in the folder of its code."""
    for page in manifests.read_all(WEB):
        assert page.paths[0] == page.path
        assert page.paths[1:] == tuple(f"{each.code}/{page.path}" for each in page.languages[1:])
