"""SQLite: connections to files, their layout, and the ledger of a store within them."""
