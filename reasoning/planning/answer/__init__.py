"""From a set of takings to an answer: order, proof, schedule."""
