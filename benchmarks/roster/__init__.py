"""Importing a district's roster: time, processor time and memory, beside a bare load of the same rows."""
