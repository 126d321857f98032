"""The split runtime: WebAssembly in a hot half, which comes at once, and a cold half, loaded when called.

Nothing is removed. Where a cold function can be called from the hot half, a stub stands in for it until the
cold half has come; the page makes the stubs from a list, because the list is smaller than they are
(cold_half.mjs). The halves share memory, tables and whatever else there can only be one of.
"""
