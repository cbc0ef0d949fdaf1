"""Re-checking answers over statements, with no trust in whoever found them."""
