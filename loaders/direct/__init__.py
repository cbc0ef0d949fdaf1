"""DIRECT, the framework of digital research competencies, from its JSON files."""
