"""Narration: a value in, English sentences out; no logic, and the words last."""
