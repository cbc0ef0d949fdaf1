"""The ways out: the only part that touches the world."""
