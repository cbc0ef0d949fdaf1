"""Answers that are looked at again."""
