"""The unit tests that no browser's Python can run, and why; every other one has to."""

LEFT_OUT = {
    "test_api.py": "the page's scripts, run by Node",
    "test_early.py": "the page's scripts beside Python, run by Node",
    "test_exchange.py": "the page's scripts, run by Node",
    "test_pages.py": "the pages that the build renders",
    "test_scanner.py": "the page's scripts, run by Node",
    "test_sha256.py": "a script of the split runtime, run by Node",
    "test_words.py": "the words that the build puts into the pages",
}
HOSTS_OWN = ("build_steps", "tests.javascript")
"""What each of them imports: the build, or scripts in a process of their own."""
