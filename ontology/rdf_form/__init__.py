"""The RDF form: which triples stand for a statement, and which statement triples stand for."""
