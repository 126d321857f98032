"""The staff console's Python beside stock PyScript: the same page, the same views."""
