"""WebAssembly's binary format: modules are read, changed in parts and written. Knows nothing of Pyodide."""
