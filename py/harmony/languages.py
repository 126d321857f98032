"""The languages of the portal: its pages, the names of its apps, what its words are written in."""

LANGUAGES = ("en", "es")
"""BCP 47 codes. The first is the one at the root of the site, and what stands in for a missing name."""
