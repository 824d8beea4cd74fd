"""The acts of a seller: one act = one transaction = one undo; and what one may look at."""
