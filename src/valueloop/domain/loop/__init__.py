"""The loop: a guess, an offer that tests it, a better guess; each turn paid for in patience."""
