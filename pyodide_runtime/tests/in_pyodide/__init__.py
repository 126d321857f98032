"""Programs that tests run inside a Pyodide under Node, and what those import there."""
