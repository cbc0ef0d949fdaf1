"""Statements in Neo4j: a ledger that nothing is lost from, and a graph that people look at."""
