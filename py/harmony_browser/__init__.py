"""The browser's edge: Python inside the page's worker.

`host` alone imports what only a browser has (`js`, `pyodide`); everything else is given a host and so runs,
and is tested, on any Python.
"""
