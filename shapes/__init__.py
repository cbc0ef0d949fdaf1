"""The contracts: whether a statement may be stored."""
