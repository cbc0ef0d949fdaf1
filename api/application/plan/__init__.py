"""Questions about what to learn."""
