"""Profile-guided: which functions of Pyodide's WebAssembly run in a sign-in, so that the others can wait."""
