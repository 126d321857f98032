"""What ends the reading of texts."""


class WordsError(Exception):
    """A file of texts or of a language cannot be used; the sentence names it, and what to mend."""
