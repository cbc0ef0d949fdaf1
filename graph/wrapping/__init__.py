"""Stores around a store: what they add holds for whichever one is inside."""
