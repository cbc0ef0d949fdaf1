"""Forms: what a node may look like, what it then means, and its JSON Schema."""
