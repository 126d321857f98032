"""Every text that people read, a folder a language: `web/words/LANGUAGE/FILE.toml`.

The folders are the languages. What is particular about one (its own name, its direction, its plural forms)
stands in its `language.toml`, so that a further language is a further folder, and no code names any.
"""

from harmony_words.errors import WordsError
from harmony_words.folder import FOLDER
from harmony_words.languages import FIRST, LANGUAGES, Language, best, languages, languages_with, named
from harmony_words.texts import Words, forms_of, read, tables, texts

__all__ = [
    "FIRST",
    "FOLDER",
    "LANGUAGES",
    "Language",
    "Words",
    "WordsError",
    "best",
    "forms_of",
    "languages",
    "languages_with",
    "named",
    "read",
    "tables",
    "texts",
]
