"""The ways in: one file format a module, from bytes to statements."""
