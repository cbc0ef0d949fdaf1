"""Documents read with the place of every part: row and column, from 1."""
