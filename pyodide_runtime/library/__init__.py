"""The Python library of the small runtimes: one stored zip of `.pyc`, the student's own Python among it.

Stored, because brotli packs the whole better than zip packs each file. `.pyc`, because compiling is most of
what starting Python costs. What is not in it is a ModuleNotFoundError.
"""
