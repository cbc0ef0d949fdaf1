"""Curation: what a curriculum suffers from, why, and what would mend it."""
