"""The startup bench: from an address to a page that works, sees its first frame, and has its scanner."""
