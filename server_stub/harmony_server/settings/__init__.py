"""A district's settings: read from its folder, read again when they change, made for a new district."""
