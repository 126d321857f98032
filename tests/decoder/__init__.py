"""The decoder: decoder.wasm as web/scan/decoder.mjs drives it, under Node."""
