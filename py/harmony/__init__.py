"""The domain of Harmony Portal: badges, people, rosters, apps and scanning.

Pure: no JavaScript, no clock, no randomness, no network, no files. The same code runs in the browser
(Pyodide) and on the server (CPython). Imports point downwards: `errors` < `model` < everything else.
"""
