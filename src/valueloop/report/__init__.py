"""Domain values turned into pages: what is said, rounded for the page, in the words of the method."""
