"""The unit tests that no browser's Python has to run, and why; every other one has to."""

ROSTERS = "rosters are read by the server, and by the console from a wheel of its own"
LEFT_OUT = {
    "test_console_admin.py": "the console's views, with the words of the build",
    "test_console_apps.py": "the console's views, with the words of the build",
    "test_console_imports.py": "the console's views, with the words of the build",
    "test_console_printing.py": "the console's views, with the words and letters of the build and the server",
    "test_console_roster.py": ROSTERS,
    "test_console_tables.py": "the same",
    "test_manifests.py": "what the build refuses of a page's manifest",
    "test_pages.py": "the pages that the build renders",
    "test_page_templates.py": "how the build names what a template lacks",
    "test_roster.py": ROSTERS,
    "test_roster_blocks.py": ROSTERS,
    "test_roster_forgiven.py": ROSTERS,
    "test_roster_formats.py": ROSTERS,
    "test_roster_fuzz.py": ROSTERS,
    "test_roster_left_out.py": ROSTERS,
    "test_roster_refused.py": ROSTERS,
    "test_words.py": "the words that the build puts into the pages",
}
HOSTS_OWN = ("build_steps", r"harmony\.roster", r"tests\.unit\.console")
"""What each of them imports: the build, or what no page does."""
