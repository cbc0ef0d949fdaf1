"""The RDF form of statements, in Turtle, N-Triples and JSON-LD: what was exported, back again."""
