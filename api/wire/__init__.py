"""The wire forms: what leaves as JSON, thin and separate from the domain."""
