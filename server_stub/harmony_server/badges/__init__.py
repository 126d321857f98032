"""Badges: their life, the keys that sign them, and the cards that are printed."""
