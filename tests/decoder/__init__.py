"""The decoder: decoder.wasm as web/decoder.mjs drives it, under Node."""
