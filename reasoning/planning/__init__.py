"""Planning: the best path to a goal, and a bound that says how good it is."""
