"""The unit tests that no browser's Python can run, and why; every other one has to."""

LEFT_OUT = {
    "test_manifests.py": "what the build refuses of a page's manifest",
    "test_pages.py": "the pages that the build renders",
    "test_words.py": "the words that the build puts into the pages",
}
HOSTS_OWN = ("build_steps",)
"""What each of them imports: the build."""
