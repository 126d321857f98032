"""The small runtimes: the same Python as stock, with nothing read or called before it is there."""
