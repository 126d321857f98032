"""The slim runtime: Pyodide with only the exports that the loader needs.

Stock Pyodide exports all of CPython's C interface, SDL, OpenGL, for any package that may come. To a portal
none comes but Python, so the WebAssembly, and the script around it, are cut to what can be reached.
"""
