"""The ledger: the truth of a store, one record for each version of a statement."""
