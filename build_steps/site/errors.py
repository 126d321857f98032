"""What ends a build of the site."""


class PageError(SystemExit):
    """The pages cannot be built; the message is a sentence that names the file, and what to mend in it."""
