"""The formats a roster can come in, a package each."""
