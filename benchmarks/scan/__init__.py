"""The scan bench: simulated hold-ups through the built worker, and through what one could pick instead."""
