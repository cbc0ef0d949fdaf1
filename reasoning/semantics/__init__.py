"""The meaning of `model` §3, word for word, slow and plain: the oracle of everything cleverer."""
