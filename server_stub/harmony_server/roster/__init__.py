"""Bringing a roster in: the archive it comes in, and making it the district's."""
