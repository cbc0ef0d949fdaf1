"""Compiled revisions: read on demand by commands, followed by the service."""
