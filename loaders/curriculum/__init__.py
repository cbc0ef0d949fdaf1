"""The curriculum format, which people write by hand: read, written, and its JSON Schema."""
