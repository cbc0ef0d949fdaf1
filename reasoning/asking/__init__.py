"""Questions about one revision: how they are put, and what else can be asked of an answer."""
