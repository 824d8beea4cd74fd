"""Rows, one transaction, one journal: what is kept, and nothing of what is derived."""
