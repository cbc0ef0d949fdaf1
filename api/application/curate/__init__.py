"""Looking at what is known."""
