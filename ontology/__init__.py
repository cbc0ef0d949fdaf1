"""The words: what may be said about competencies, roles, prerequisites and content."""
