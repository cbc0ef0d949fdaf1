"""The memory: what is known, and since when."""
