"""The one place where the console's Python meets the browser."""
