"""Checks on an account: small functions from plain facts to what was found, each with its reason and what to do."""
