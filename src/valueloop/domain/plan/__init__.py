"""The plan: which move is the best next one, and what it is worth."""
