"""Files into the memory, and the memory into files."""
