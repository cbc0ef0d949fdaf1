"""Keeping the memory itself: checked, moved to another store, backed up, and restored."""
