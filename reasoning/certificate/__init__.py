"""Certificates: an answer with all that is needed to check it, in one file."""
