"""Matching: which term is meant by what somebody typed."""
