"""The scan bench: simulated attempts through the built worker, and through what one could pick instead."""
