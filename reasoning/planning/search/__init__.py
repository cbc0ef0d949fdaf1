"""Finding a set of takings that leads to the goal, and a bound on what any costs."""
