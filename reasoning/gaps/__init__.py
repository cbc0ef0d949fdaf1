"""Gaps: what lies between what somebody holds and what a role asks for."""
