"""Value: what it is worth to the customer in money, line by line, and our share of it."""
