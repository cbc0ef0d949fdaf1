"""Learners, and who may ask."""
