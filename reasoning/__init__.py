"""The thought: pure functions of a snapshot."""
