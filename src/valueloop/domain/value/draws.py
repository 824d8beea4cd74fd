"""How many draws a simulation takes, and its seed, unless somebody says otherwise."""

DRAWS, SEED, MOST_DRAWS = 20_000, 1, 1_000_000
