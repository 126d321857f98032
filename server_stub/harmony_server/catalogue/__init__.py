"""Changing the app catalogue: one way for the command, the API and the console.

file       `apps.toml` as a document that keeps its comments; written whole, and taken back
entries    what stands in it of one app, by templates
icons      an app's picture, made anew of nothing but what draws
svg        the same for a drawing, element by element
desk       what an administrator does: add, change, remove, a new secret; each is on record
"""
