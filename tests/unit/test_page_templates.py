"""A template that asks for what is not there."""

import shutil
from pathlib import Path

import pytest

from build_steps.paths import ROOT
from build_steps.site import manifests
from build_steps.site.assets import PageAssets
from build_steps.site.errors import PageError
from build_steps.site.pages import render

WEB = ROOT / "web"
PAGES = manifests.read_all(WEB)
ASSETS = {page.name: PageAssets("/assets/portal.css", "/assets/boot.mjs") for page in PAGES}


def altered(tmp_path: Path, page: str) -> Path:
    """A copy of the templates and words in which one page has been replaced."""
    web = tmp_path / "web"
    shutil.copytree(WEB, web)
    (web / "account" / "forgot" / "forgot.html").write_text(page, encoding="utf-8")
    return web


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        ("{{ t.forgot.nothing }}", "nothing"),
        ("{{ assets.nothing }}", "nothing"),
        ("{{ drawing('unicorn') }}", "unicorn"),
    ],
)
def test_a_hole_in_a_page_is_named(tmp_path: Path, page: str, missing: str) -> None:
    """An unknown word, asset or drawing fails the build with a sentence that names the page and it."""
    with pytest.raises(PageError, match=rf"forgot\.html in 'en' cannot be rendered: .*{missing}"):
        render(altered(tmp_path, page), PAGES, ASSETS)
