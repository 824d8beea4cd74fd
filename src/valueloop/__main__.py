"""Lets `python -m valueloop` do what `valueloop` does."""

from valueloop.cli.app import main

main()
